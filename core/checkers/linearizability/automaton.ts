/**
 * A model seen as an automaton: states and classes of steps become numbers, in the order in
 * which they are met, and the outcome of each pair is kept once it is known.
 */
import { assert } from '../../base/assert.ts'
import type { Automaton, ModelSpecification } from './model.ts'

/** With at most this many classes, the outcomes of a state are kept in a row of numbers. */
const ROW_CLASSES_MAX = 512

/** What even the smallest state takes, in characters of a key. */
const CHARACTERS_AT_LEAST = 64

const UNKNOWN = -2
const IMPOSSIBLE = -1

export class ModelAutomaton<State, Step> implements Automaton {
  readonly initial: number
  readonly classes: number
  readonly #model: ModelSpecification<State, Step>
  readonly #steps: readonly Step[]
  readonly #states: State[] = []
  readonly #ids = new Map<string, number>()
  /** Outcomes by state, where there are few classes. */
  readonly #rows: Int32Array[] = []
  /** Outcomes by `state * classes + class`, where there are many. */
  readonly #outcomes = new Map<number, number>()
  #effort = 0

  /** `steps`: one step of each class, in the order of the classes. */
  constructor(model: ModelSpecification<State, Step>, initial: State, steps: readonly Step[]) {
    this.#model = model
    this.#steps = steps
    this.classes = steps.length
    this.initial = this.#stateId(initial)
  }

  get effort(): number {
    return this.#effort
  }

  next(state: number, stepClass: number): number {
    const row = this.#rows[state]
    const place = state * this.classes + stepClass
    const kept = row === undefined ? this.#outcomes.get(place) : row[stepClass]
    if (kept !== undefined && kept !== UNKNOWN) return kept
    const before = this.#states[state]
    assert(before !== undefined && stepClass < this.classes, 'a state and a class of this model')
    const after = this.#model.apply(before, this.#steps[stepClass] as Step)
    const outcome = after === undefined ? IMPOSSIBLE : this.#stateId(after)
    if (row === undefined) this.#outcomes.set(place, outcome)
    else row[stepClass] = outcome
    return outcome
  }

  #stateId(state: State): number {
    const key = this.#model.stateKey(state)
    // A state takes as long to be made and named as it is large.
    this.#effort += CHARACTERS_AT_LEAST + key.length
    const known = this.#ids.get(key)
    if (known !== undefined) return known
    const id = this.#states.length
    this.#ids.set(key, id)
    this.#states.push(state)
    if (this.classes <= ROW_CLASSES_MAX) {
      this.#rows.push(new Int32Array(this.classes).fill(UNKNOWN))
    }
    return id
  }
}
