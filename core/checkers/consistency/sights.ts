/**
 * What each session saw of each key, in its order, ready to be asked whether it had already seen
 * something newer than a given version. For that it keeps, with each sight, the causal past of all
 * versions seen so far, one number a session, without those versions themselves.
 */
import { countBelow } from './accesses.ts'
import type { Access, AccessHistory } from './accesses.ts'
import { Pace } from '../pace.ts'
import type { Sliced } from '../property.ts'
import type { Precedence } from './precedence.ts'

interface Sighting {
  readonly reads: Access[]
  readonly pasts: Int32Array[]
}

/** It makes a copy of a clock. */
const STEPS_OF_SIGHT = 4

export class Sights {
  /** By session, by key. */
  readonly #sightings: readonly Map<string, Sighting>[]
  readonly #order: Precedence

  static *of({ sessions }: AccessHistory, order: Precedence): Sliced<Sights> {
    const pace = new Pace()
    const sightings: Map<string, Sighting>[] = []
    for (const session of sessions) {
      const keys = new Map<string, Sighting>()
      for (const read of session) {
        if (pace.step(STEPS_OF_SIGHT)) yield pace.steps
        if (read.source === undefined) continue
        const sighting = keys.get(read.key) ?? { reads: [], pasts: [] }
        keys.set(read.key, sighting)
        const past = sighting.pasts.at(-1)?.slice() ?? new Int32Array(sessions.length)
        for (let other = 0; other < past.length; other++) {
          const count = order.past(read.source, other)
          const without = other === read.source.session ? read.source.place : count
          past[other] = Math.max(past[other] as number, without)
        }
        sighting.reads.push(read)
        sighting.pasts.push(past)
      }
      sightings.push(keys)
    }
    return new Sights(sightings, order)
  }

  private constructor(sightings: readonly Map<string, Sighting>[], order: Precedence) {
    this.#sightings = sightings
    this.#order = order
  }

  /**
   * The first read of `key` among the first `count` accesses of the session that saw a version
   * newer than `version` (absent: the value from before all writes).
   */
  newer(
    session: number,
    key: string,
    count: number,
    version: Access | undefined,
  ): Access | undefined {
    const sighting = this.#sightings[session]?.get(key)
    if (sighting === undefined) return undefined
    const last = countBelow(sighting.reads, count) - 1
    if (last < 0) return undefined
    if (version === undefined) return sighting.reads[0]
    const past = sighting.pasts[last] as Int32Array
    if ((past[version.session] as number) <= version.place) return undefined
    return sighting.reads.find(({ source }) => source && this.#order.before(version, source))
  }
}
