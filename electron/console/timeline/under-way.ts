/**
 * Messages that were sent before a moment and received at or after it: those that cross the right
 * edge of a window. (Those that cross the left edge are received inside.) Events are looked
 * through in blocks of which the earliest sending is known, so that most are passed over.
 */
import type { TimelineColumns } from '../../recorder/timeline-columns.ts'

const BLOCK_EVENTS = 512
/** So many at most; a stranger's file may claim any number. */
export const UNDER_WAY_MAX = 5_000

export class UnderWay {
  readonly #sentAtUs: Float64Array
  /** When the earliest message of each block was sent; infinite for none. */
  readonly #earliest: Float64Array

  constructor({ sentAtUs }: Pick<TimelineColumns, 'sentAtUs'>) {
    this.#sentAtUs = sentAtUs
    this.#earliest = new Float64Array(Math.ceil(sentAtUs.length / BLOCK_EVENTS)).fill(Infinity)
    for (let at = 0; at < sentAtUs.length; at++) {
      const block = Math.floor(at / BLOCK_EVENTS)
      // Never true for what is not known.
      if ((sentAtUs[at] as number) < (this.#earliest[block] as number)) {
        this.#earliest[block] = sentAtUs[at] as number
      }
    }
  }

  /** Ascending positions from `from` on, sent before `us`, of events that pass. */
  at(us: number, from: number, passes: Uint8Array): Uint32Array {
    const found: number[] = []
    const length = this.#sentAtUs.length
    for (let at = from; at < length && found.length < UNDER_WAY_MAX;) {
      const end = Math.min(length, (Math.floor(at / BLOCK_EVENTS) + 1) * BLOCK_EVENTS)
      if ((this.#earliest[Math.floor(at / BLOCK_EVENTS)] as number) < us) {
        for (; at < end && found.length < UNDER_WAY_MAX; at++) {
          if ((this.#sentAtUs[at] as number) < us && passes[at] === 1) found.push(at)
        }
      }
      at = end
    }
    return Uint32Array.from(found)
  }
}
