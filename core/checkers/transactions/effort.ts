/**
 * Counts the steps of one judgement against its budget. Work is counted where it is done and
 * yielded now and then, so that whoever asked is never kept waiting.
 */
import { TURN_STEPS } from '../pace.ts'

export class Effort {
  /** Operations, micro-operations, elements of lists and edges that were looked at. */
  steps = 0
  readonly budget: number
  #nextRest = TURN_STEPS

  constructor(budget: number) {
    this.budget = budget
  }

  get exhausted(): boolean {
    return this.steps > this.budget
  }

  /** The same for what is quick and no step of its own: at every so many places of a column. */
  rest(place: number): boolean {
    return place % TURN_STEPS === TURN_STEPS - 1
  }

  /** Whether a slice is full: the caller yields then. */
  spend(steps: number): boolean {
    this.steps += steps
    if (this.steps < this.#nextRest) return false
    this.#nextRest = this.steps + TURN_STEPS
    return true
  }
}

/** So many items, one for each key, say: there may be as many as there are transactions. */
export function* makeMany<Item>(
  count: number,
  make: () => Item,
  effort: Effort,
): Generator<number, readonly Item[], void> {
  const items: Item[] = []
  while (items.length < count) {
    if (effort.rest(items.push(make()))) yield effort.steps
  }
  return items
}
