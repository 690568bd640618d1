/**
 * Says when a long piece of work should let others do something. It counts, and reads no clock:
 * a turn is so many steps that it takes a few milliseconds.
 */
import type { Sliced } from './property.ts'

/** Steps of a turn: one operation looked at, or one configuration of a search. */
export const TURN_STEPS = 4096

export class Pace {
  #steps = 0

  get steps(): number {
    return this.#steps
  }

  /** Counts one step; whether the turn is over. */
  step(): boolean {
    this.#steps++
    return this.#steps % TURN_STEPS === 0
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
