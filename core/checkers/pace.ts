/**
 * Says when a long piece of work should let others do something. It counts, and reads no clock:
 * a turn is so many steps that it takes a few milliseconds.
 */
import type { Sliced } from './property.ts'

/** Steps of a turn: one operation looked at, or one configuration of a search. */
export const TURN_STEPS = 4096

export class Pace {
  #steps = 0
  #restAt = TURN_STEPS

  get steps(): number {
    return this.#steps
  }

  /** Counts so many steps; whether the turn is over. */
  step(count = 1): boolean {
    this.#steps += count
    if (this.#steps < this.#restAt) return false
    this.#restAt = this.#steps + TURN_STEPS
    return true
  }
}

/** Work that is done within one turn. */
export function* atOnce<Result>(result: Result): Sliced<Result> {
  return result
}

/** Does `work`, and tells `steps` in place of its own: those of the whole that it is part of. */
export function* within<Result>(work: Sliced<Result>, steps: () => number): Sliced<Result> {
  for (;;) {
    const slice = work.next()
    if (slice.done === true) return slice.value
    yield steps()
  }
}
