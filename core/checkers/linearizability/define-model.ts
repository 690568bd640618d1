/**
 * Makes a `Model` of a specification: understands the operations of one object, sorts them into
 * classes, and hides the types of the model behind numbers.
 */
import type { OperationList } from '../../history/operation-list.ts'
import type { HistoryOperation } from '../../history/operation.ts'
import type { Sliced } from '../property.ts'
import { ModelAutomaton } from './automaton.ts'
import { collected, sizeOf } from './calls.ts'
import type { Call, Calls } from './calls.ts'
import type { Decision, Model, ModelOptions, ModelSpecification } from './model.ts'
import type { Plan, Planning, Question } from './model.ts'
import { atOnce, Pace } from '../pace.ts'

export function defineModel<State, Step>(model: ModelSpecification<State, Step>): Model {
  return {
    name: model.name,
    summary: model.summary,
    operations: model.operations,
    perKey: model.perKey,
    lacks: model.lacks ?? (() => undefined),
    partOf: model.partOf ?? (() => atOnce(undefined)),
    subjectOf: model.subjectOf ?? (() => undefined),
    plan: (operations, options) => plan(model, operations, options),
  }
}

/** Goes through all operations once, so that what nobody understands is told before a verdict. */
function* plan<State, Step>(
  model: ModelSpecification<State, Step>,
  operations: OperationList,
  options: ModelOptions,
): Sliced<Planning> {
  const initial = model.initial(options)
  if (initial === undefined) {
    const message = `${JSON.stringify(options.initial)} is no initial state of "${model.name}"`
    return { ok: false, message }
  }
  const pace = new Pace()
  const known = new Set(model.operations)
  let count = 0
  for (const operation of operations) {
    if (pace.step(sizeOf(operation))) yield pace.steps
    if (!known.has(operation.f)) {
      const names = model.operations.join(', ')
      const message = `operation "${operation.f}" is none of the model ${model.name}: ${names}`
      return { ok: false, message, operation }
    }
    const understood = callOf(model, operation, options)
    if (understood === undefined) continue
    if ('message' in understood) return { ok: false, message: understood.message, operation }
    count++
  }
  return { ok: true, plan: new ObjectPlan(model, { operations, options, initial, count }) }
}

/** `undefined` for what constrains nothing. */
function callOf<State, Step>(
  model: ModelSpecification<State, Step>,
  operation: HistoryOperation,
  options: ModelOptions,
): Call<Step> | { readonly message: string } | undefined {
  if (operation.outcome === 'fail') return undefined
  const meaning = model.read(operation, options)
  if (meaning.kind === 'unsupported') return meaning
  if (meaning.kind === 'nothing') return undefined
  const unknown = operation.outcome === 'info'
  // What changes nothing and was not answered cannot be told from what never happened.
  if (unknown && meaning.readOnly) return undefined
  return {
    operation,
    step: meaning.step,
    readOnly: meaning.readOnly,
    invoked: operation.index,
    completed: unknown ? Infinity : operation.completedIndex,
  }
}

interface Understood<State> {
  readonly operations: OperationList
  readonly options: ModelOptions
  readonly initial: State
  /** Of the calls. */
  readonly count: number
}

/** Keeps no call: they are understood anew for each use, and dropped after it. */
class ObjectPlan<State, Step> implements Plan, Calls<Step> {
  readonly #model: ModelSpecification<State, Step>
  readonly #understood: Understood<State>

  constructor(model: ModelSpecification<State, Step>, understood: Understood<State>) {
    this.#model = model
    this.#understood = understood
  }

  get count(): number {
    return this.#understood.count
  }

  get calls(): Calls<Step> {
    return this
  }

  decide(): Sliced<Decision> {
    return this.#model.decide?.(this, this.#understood.initial) ?? atOnce({ kind: 'undecided' })
  }

  *question(): Sliced<Question> {
    return yield* question(this.#model, yield* collected(this), this.#understood.initial)
  }

  *[Symbol.iterator](): Generator<Call<Step>, void, void> {
    const { operations, options } = this.#understood
    for (const operation of operations) {
      const call = callOf(this.#model, operation, options)
      if (call !== undefined && !('message' in call)) yield call
    }
  }
}

function* question<State, Step>(
  model: ModelSpecification<State, Step>,
  calls: readonly Call<Step>[],
  initial: State,
): Sliced<Question> {
  const pace = new Pace()
  const classes = new Map<string, number>()
  const steps: Step[] = []
  const stepClass = new Int32Array(calls.length)
  for (const [place, call] of calls.entries()) {
    if (pace.step()) yield pace.steps
    const key = model.stepKey(call.step)
    let known = classes.get(key)
    if (known === undefined) {
      known = steps.length
      classes.set(key, known)
      steps.push(call.step)
    }
    stepClass[place] = known
  }
  const horizon = yield* (
    model.horizons?.(calls) ?? atOnce(new Float64Array(calls.length).fill(Infinity))
  )
  return { calls, stepClass, horizon, automaton: new ModelAutomaton(model, initial, steps) }
}
