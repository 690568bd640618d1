/**
 * Makes a `Model` of a specification: understands the operations of one object, sorts them into
 * classes, and hides the types of the model behind numbers.
 */
import type { HistoryOperation } from '../../history/operation.ts'
import type { Sliced } from '../property.ts'
import { ModelAutomaton } from './automaton.ts'
import type { Call, Model, ModelOptions, ModelSpecification, Planning, Question } from './model.ts'
import { atOnce, Pace } from './pace.ts'

export function defineModel<State, Step>(model: ModelSpecification<State, Step>): Model {
  return {
    name: model.name,
    summary: model.summary,
    operations: model.operations,
    perKey: model.perKey,
    partOf: model.partOf ?? (() => undefined),
    subjectOf: model.subjectOf ?? (() => undefined),
    plan: (operations, options) => plan(model, operations, options),
  }
}

function* plan<State, Step>(
  model: ModelSpecification<State, Step>,
  operations: readonly HistoryOperation[],
  options: ModelOptions,
): Sliced<Planning> {
  const initial = model.initial(options)
  if (initial === undefined) {
    const message = `${JSON.stringify(options.initial)} is no initial state of "${model.name}"`
    return { ok: false, message }
  }
  const pace = new Pace()
  const known = new Set(model.operations)
  const calls: Call<Step>[] = []
  for (const operation of operations) {
    if (pace.step()) yield pace.steps
    if (!known.has(operation.f)) {
      const names = model.operations.join(', ')
      const message = `operation "${operation.f}" is none of the model ${model.name}: ${names}`
      return { ok: false, message, operation }
    }
    if (operation.outcome === 'fail') continue
    const meaning = model.read(operation, options)
    if (meaning.kind === 'unsupported') return { ok: false, message: meaning.message, operation }
    if (meaning.kind === 'nothing') continue
    const unknown = operation.outcome === 'info'
    // What changes nothing and was not answered cannot be told from what never happened.
    if (unknown && meaning.readOnly) continue
    calls.push({
      operation,
      step: meaning.step,
      readOnly: meaning.readOnly,
      invoked: operation.index,
      completed: unknown ? Infinity : operation.completedIndex,
    })
  }
  return {
    ok: true,
    plan: {
      calls,
      decide: () => model.decide?.(calls, initial) ?? atOnce({ kind: 'undecided' }),
      question: () => question(model, calls, initial),
    },
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
