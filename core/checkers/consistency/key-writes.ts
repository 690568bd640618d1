/** Where each session wrote each key: finds the last write of a key in a part of a session. */
import { Pace } from '../pace.ts'
import type { Sliced } from '../property.ts'
import { countBelow } from './accesses.ts'
import type { Access, AccessHistory } from './accesses.ts'

export class KeyWrites {
  /** By key, for each session its writes in their order. */
  readonly #writes = new Map<string, (Access[] | undefined)[]>()

  static *of({ accesses, sessions }: AccessHistory): Sliced<KeyWrites> {
    const pace = new Pace()
    const found = new KeyWrites()
    for (const access of accesses) {
      if (pace.step()) yield pace.steps
      if (access.kind === 'read') continue
      const bySession =
        found.#writes.get(access.key) ?? new Array<Access[] | undefined>(sessions.length)
      found.#writes.set(access.key, bySession)
      const writes = (bySession[access.session] ??= [])
      writes.push(access)
    }
    return found
  }

  private constructor() {}

  /** The last write of `key` among the first `count` accesses of a session. */
  last(key: string, session: number, count: number): Access | undefined {
    const writes = this.#writes.get(key)?.[session]
    return writes?.[countBelow(writes, count) - 1]
  }

  /** The last write of `key` among the first `count` accesses of each session that has one. */
  *latest(key: string, count: (session: number) => number): Generator<Access> {
    for (const [session, writes] of this.#writes.get(key)?.entries() ?? []) {
      if (writes === undefined) continue
      const last = writes[countBelow(writes, count(session)) - 1]
      if (last !== undefined) yield last
    }
  }
}
