/**
 * Looks for a linearization: an order of the operations, each within its call, that the model
 * allows. Exact: it ends with `valid` or `invalid`, unless it runs out of room or is not let run.
 *
 * It goes through the completions in order. An operation must be linearized by its completion;
 * until then there is a choice of which open operation to take next, tried depth first. What has
 * been tried is remembered as (completion, state, set of open operations already taken): two
 * ways to the same configuration have the same future. Three rules cut the choice without losing
 * an answer:
 *
 * - an operation that changes nothing is taken as soon as its answer is right: it can be moved
 *   to that instant in any order that has it later;
 * - of open operations that do the same, the one that must complete first is taken first: they
 *   can change places in any order that has them otherwise;
 * - an operation of unknown outcome is left out once it cannot matter (`Model.horizons`).
 *
 * Sources: J. Wing and C. Gong, Testing and verifying concurrent objects, J. Parallel Distrib.
 * Comput. 17, 1993; G. Lowe, Testing for linearizability, Concurrency Comput. 29(4), 2017 (the
 * memory of configurations, and linearizing just in time). The rules above are argued here.
 */
import type { HistoryOperation } from '../../history/operation.ts'
import { ConfigurationSet } from './configuration-set.ts'
import type { SearchProblem } from './problem.ts'
import { TURN_STEPS } from '../pace.ts'
import { View } from './view.ts'

export type SearchVerdict = 'valid' | 'invalid'
/** `running`: not done after the steps that it was given. `full`: out of room, and given up. */
export type SearchStatus = SearchVerdict | 'running' | 'full'

/** How much the memory of configurations may take, bytes. */
const CONFIGURATION_BYTES_MAX = 256 * 1024 * 1024

/** Open operations that are looked at, and characters of the keys of new states, in a turn. */
const LOOKS_OF_TURN = TURN_STEPS * 64
const EFFORT_OF_TURN = TURN_STEPS * 64

export class LinearizabilitySearch {
  readonly #problem: SearchProblem
  readonly #view: View
  readonly #known: ConfigurationSet
  /** The configuration at hand: completion, state, one bit a slot. */
  #row: Int32Array
  /** Configurations with choices left, flat: one row each. */
  #rows: Int32Array
  /** For each of them, where its choices begin in `#choices`, and which are next. */
  readonly #firstChoice: number[] = []
  readonly #nextChoice: number[] = []
  readonly #choices: number[] = []
  #status: SearchStatus = 'running'
  #steps = 0
  #furthest = 0
  /** Operations looked at so far, and how many of them there may be before the next rest. */
  #looks = 0
  #restAt = 0
  /** Whether it rested on the way to the next choice. */
  #arriving = true

  constructor(problem: SearchProblem) {
    this.#problem = problem
    this.#view = new View(problem)
    const width = 2 + ((problem.slots + 31) >>> 5)
    this.#known = new ConfigurationSet(width, CONFIGURATION_BYTES_MAX)
    this.#row = new Int32Array(width)
    this.#rows = new Int32Array(width * 64)
    this.#row[1] = problem.automaton.initial
    this.#view.moveTo(0)
  }

  /** Configurations gone through so far. */
  get steps(): number {
    return this.#steps
  }

  /** The operation whose completion no order has got past; the crux, if the answer is no. */
  get crux(): HistoryOperation {
    const { calls, completing } = this.#problem
    return calls[completing[this.#furthest] as number] as HistoryOperation
  }

  /**
   * Goes on for up to `steps` steps; for fewer where they take long: where many operations are
   * open, where far is gone without a choice, or where states are large.
   */
  run(steps: number): SearchStatus {
    const { automaton } = this.#problem
    this.#restAt = this.#looks + LOOKS_OF_TURN
    const effortMax = automaton.effort + EFFORT_OF_TURN
    for (let left = steps; left > 0 && this.#status === 'running'; left--) {
      if (this.#arriving) this.#arrive()
      else this.#step()
      if (this.#looks >= this.#restAt || automaton.effort >= effortMax) break
    }
    return this.#status
  }

  /** Takes the next choice of the last configuration that has one. */
  #step(): void {
    this.#steps++
    const depth = this.#nextChoice.length - 1
    if (depth < 0) {
      this.#status = 'invalid'
      return
    }
    const width = this.#row.length
    const next = this.#nextChoice[depth] as number
    const call = this.#choices[next] as number
    const row = this.#row
    for (let word = 0; word < width; word++) row[word] = this.#rows[depth * width + word] as number
    this.#nextChoice[depth] = next + 1
    if (next + 1 === this.#choices.length) {
      this.#choices.length = this.#firstChoice[depth] as number
      this.#firstChoice.pop()
      this.#nextChoice.pop()
    }
    this.#looks += this.#view.moveTo(row[0] as number)
    this.#take(call)
    this.#arrive()
  }

  #take(call: number): void {
    const slot = this.#problem.slot[call] as number
    const row = this.#row
    const word = 2 + (slot >>> 5)
    row[word] = (row[word] as number) | (1 << (slot & 31))
    row[1] = this.#problem.automaton.next(row[1] as number, this.#problem.stepClass[call] as number)
  }

  #isTaken(call: number): boolean {
    const slot = this.#problem.slot[call] as number
    return (((this.#row[2 + (slot >>> 5)] as number) >>> (slot & 31)) & 1) === 1
  }

  #clear(call: number): void {
    const slot = this.#problem.slot[call] as number
    const word = 2 + (slot >>> 5)
    this.#row[word] = (this.#row[word] as number) & ~(1 << (slot & 31))
  }

  /** Makes every step that is no choice, and then notes the choices. */
  #arrive(): void {
    const { completing, completions, forgotten } = this.#problem
    const row = this.#row
    this.#arriving = false
    for (;;) {
      if (this.#looks >= this.#restAt) {
        this.#arriving = true
        return
      }
      this.#looks++
      const event = row[0] as number
      if (event === completions) {
        this.#status = 'valid'
        return
      }
      const due = completing[event] as number
      if (!this.#isTaken(due)) {
        if (this.#takeReadOnly()) continue
        break
      }
      this.#clear(due)
      const gone = forgotten.get(event)
      if (gone !== undefined) for (const call of gone) this.#clear(call)
      row[0] = event + 1
      if (event + 1 < completions) this.#view.moveTo(event + 1)
    }
    const event = row[0] as number
    if (event > this.#furthest) this.#furthest = event
    const added = this.#known.add(row)
    if (added === 'full') this.#status = 'full'
    if (added === 'new') this.#noteChoices()
  }

  /** Takes every open operation that changes nothing and is right now; whether there was any. */
  #takeReadOnly(): boolean {
    const { automaton, readOnly, stepClass } = this.#problem
    const state = this.#row[1] as number
    let any = false
    this.#looks += this.#view.open.length
    for (const call of this.#view.open) {
      if (call < 0 || readOnly[call] === 0 || this.#isTaken(call)) continue
      if (automaton.next(state, stepClass[call] as number) !== state) continue
      this.#take(call)
      any = true
    }
    return any
  }

  #noteChoices(): void {
    const { automaton, readOnly, stepClass, deadline } = this.#problem
    const first = this.#choices.length
    const state = this.#row[1] as number
    this.#looks += this.#view.open.length
    for (const call of this.#view.open) {
      if (call < 0 || readOnly[call] === 1 || this.#isTaken(call)) continue
      const callClass = stepClass[call] as number
      if (automaton.next(state, callClass) < 0) continue
      this.#noteChoice(call, callClass, deadline[call] as number, first)
    }
    if (this.#choices.length === first) return
    this.#push(first)
  }

  /** Keeps the choices ordered by deadline, and one of each class. */
  #noteChoice(call: number, callClass: number, due: number, first: number): void {
    const { stepClass, deadline } = this.#problem
    const choices = this.#choices
    this.#looks += choices.length - first
    let place = choices.length
    for (let other = first; other < choices.length; other++) {
      const rival = choices[other] as number
      if (stepClass[rival] !== callClass) continue
      const rivalDue = deadline[rival] as number
      if (rivalDue < due || (rivalDue === due && rival < call)) return
      place = other
      break
    }
    for (; place > first; place--) {
      const before = choices[place - 1] as number
      const beforeDue = deadline[before] as number
      if (beforeDue < due || (beforeDue === due && before < call)) break
      choices[place] = before
    }
    choices[place] = call
  }

  #push(first: number): void {
    const width = this.#row.length
    const depth = this.#nextChoice.length
    if ((depth + 1) * width > this.#rows.length) {
      const rows = new Int32Array(this.#rows.length * 2)
      rows.set(this.#rows)
      this.#rows = rows
    }
    this.#rows.set(this.#row, depth * width)
    this.#firstChoice.push(first)
    this.#nextChoice.push(first)
  }
}
