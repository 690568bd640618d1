/**
 * Which operations are open at a completion, kept while a search moves back and forth in time.
 * Each move costs what changes, and nothing is stored for each instant.
 */
import type { SearchProblem } from './problem.ts'

export class View {
  /** The open call in each slot, or -1. */
  readonly open: Int32Array
  readonly #problem: SearchProblem
  /** The completion that the view is at; -1 before the first. */
  #event = -1

  constructor(problem: SearchProblem) {
    this.#problem = problem
    this.open = new Int32Array(problem.slots).fill(-1)
  }

  /** Shows the operations that are open when completion `event` happens; says how far that was. */
  moveTo(event: number): number {
    if (event >= this.#problem.completions) return 0
    const distance = Math.abs(event - this.#event)
    while (this.#event < event) this.#forward()
    while (this.#event > event) this.#back()
    return distance
  }

  #forward(): void {
    const { completing, forgotten } = this.#problem
    if (this.#event >= 0) {
      this.#vacate(completing[this.#event] as number)
      for (const call of forgotten.get(this.#event) ?? []) this.#vacate(call)
    }
    this.#event++
    for (let call = this.#begunBefore(); call < this.#begunAt(); call++) this.#occupy(call)
  }

  #back(): void {
    const { completing, forgotten } = this.#problem
    for (let call = this.#begunBefore(); call < this.#begunAt(); call++) this.#vacate(call)
    this.#event--
    this.#occupy(completing[this.#event] as number)
    for (const call of forgotten.get(this.#event) ?? []) this.#occupy(call)
  }

  #begunBefore(): number {
    return this.#event === 0 ? 0 : (this.#problem.begun[this.#event - 1] as number)
  }

  #begunAt(): number {
    return this.#problem.begun[this.#event] as number
  }

  #occupy(call: number): void {
    this.open[this.#problem.slot[call] as number] = call
  }

  #vacate(call: number): void {
    this.open[this.#problem.slot[call] as number] = -1
  }
}
