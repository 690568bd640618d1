/**
 * What a network does to messages by itself, where no fault stands: it loses, repeats and damages
 * some and is late with others. Presets are made of it (`network-presets.ts`).
 *
 * A network that stabilises does so at one unknown moment and for good (Dwork, Lynch and
 * Stockmeyer, "Consensus in the Presence of Partial Synchrony", 1988): what was sent before it and
 * is still under way arrives as soon after it as what is sent then.
 *
 * One instance for each direction of a link. It draws from its own stream, so that a network
 * without any of this draws what it always drew.
 */
import type { Prng, Ratio } from '../base/prng.ts'
import type { Delay } from '../faults/action.ts'
import { drawDelay, type Fate } from '../faults/link-fate.ts'

export interface NatureProfile {
  /** How many messages are lost. */
  readonly loss?: Ratio
  /** How many are damaged on the way. A receiver refuses them by their checksum. */
  readonly damage?: Ratio
  /** How many come a second time, and how long after the first. */
  readonly repeat?: { readonly probability: Ratio; readonly after: Delay }
  /** How many are late, and by how much. */
  readonly late?: { readonly probability: Ratio; readonly by: Delay }
  /** The seed draws when all of that ends for good, ms since the run began; absent: never. */
  readonly stabilises?: { readonly fromMs: number; readonly toMs: number }
}

/** What a network did by itself so far. */
export interface NatureCounts {
  lost: number
  damaged: number
  repeated: number
  late: number
}

const LOST: Fate = []

export class Nature {
  readonly #profile: NatureProfile
  readonly #prng: Prng
  #stabilisesAtMs: number
  readonly #counts: NatureCounts

  /** `stabilisesAtMs` is infinite for a network that never does. */
  constructor(profile: NatureProfile, prng: Prng, stabilisesAtMs: number, counts: NatureCounts) {
    this.#profile = profile
    this.#prng = prng
    this.#stabilisesAtMs = stabilisesAtMs
    this.#counts = counts
  }

  /** No later than `atMs`. It holds for what is sent from now on, so it is told well before. */
  stabilise(atMs: number): void {
    this.#stabilisesAtMs = Math.min(this.#stabilisesAtMs, atMs)
  }

  /** What becomes of one message that is sent at `nowMs`, as faults say it (`LinkFates`). */
  fate(nowMs: number): Fate {
    if (nowMs >= this.#stabilisesAtMs) return null
    const { loss, damage, repeat, late } = this.#profile
    if (this.#happens(loss)) {
      this.#counts.lost++
      return LOST
    }
    if (this.#happens(damage)) {
      this.#counts.damaged++
      return LOST
    }
    const isLate = this.#happens(late?.probability)
    const isRepeated = this.#happens(repeat?.probability)
    if (!isLate && !isRepeated) return null
    let delayMs = 0
    if (isLate && late !== undefined) {
      this.#counts.late++
      delayMs = this.#within(drawDelay(late.by, this.#prng), nowMs)
    }
    const first = { delayMs, corrupt: false }
    if (!isRepeated || repeat === undefined) return [first]
    this.#counts.repeated++
    const afterMs = drawDelay(repeat.after, this.#prng)
    return [first, { delayMs: this.#within(delayMs + afterMs, nowMs), corrupt: false }]
  }

  #happens(probability: Ratio | undefined): boolean {
    return probability !== undefined && this.#prng.chance(probability)
  }

  /** Nothing is held beyond the moment from which the network is good. */
  #within(delayMs: number, nowMs: number): number {
    return Math.min(delayMs, this.#stabilisesAtMs - nowMs)
  }
}
