/**
 * Counts the steps of one judgement against its budget. Work is counted where it is done and
 * yielded now and then, so that whoever asked is never kept waiting.
 */
import { SLICE_STEPS } from '../property.ts'

/** Shorter than asked, since a step that leads to a long row or list is told after it is done. */
const REST_STEPS = SLICE_STEPS / 4

export class Effort {
  /** Operations, micro-operations, elements of lists and edges that were looked at. */
  steps = 0
  readonly budget: number
  #nextRest = REST_STEPS

  constructor(budget: number) {
    this.budget = budget
  }

  get exhausted(): boolean {
    return this.steps > this.budget
  }

  /** Whether a slice is full: the caller yields then. */
  spend(steps: number): boolean {
    this.steps += steps
    if (this.steps < this.#nextRest) return false
    this.#nextRest = this.steps + REST_STEPS
    return true
  }
}
