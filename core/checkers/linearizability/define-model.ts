/**
 * Makes a `Model` of a specification: understands the operations of one object, sorts them into
 * classes, and hides the types of the model behind numbers.
 */
import type { HistoryOperation } from '../../history/operation.ts'
import { ModelAutomaton } from './automaton.ts'
import type {
  Call,
  Model,
  ModelOptions,
  ModelSpecification,
  PlannedCall,
  Planning,
} from './model.ts'

export function defineModel<State, Step>(model: ModelSpecification<State, Step>): Model {
  return {
    name: model.name,
    summary: model.summary,
    operations: model.operations,
    perKey: model.perKey,
    plan: (operations, options) => plan(model, operations, options),
  }
}

function plan<State, Step>(
  model: ModelSpecification<State, Step>,
  operations: readonly HistoryOperation[],
  options: ModelOptions,
): Planning {
  const initial = model.initial(options)
  if (initial === undefined) {
    const message = `${JSON.stringify(options.initial)} is no initial state of "${model.name}"`
    return { ok: false, message }
  }
  const calls: Call<Step>[] = []
  for (const operation of operations) {
    if (!model.operations.includes(operation.f)) {
      const known = model.operations.join(', ')
      const message = `operation "${operation.f}" is none of the model ${model.name}: ${known}`
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
  const { planned, steps } = classify(model, calls)
  let automaton: ModelAutomaton<State, Step> | undefined
  return {
    ok: true,
    plan: {
      calls: planned,
      get automaton() {
        automaton ??= new ModelAutomaton(model, initial, steps)
        return automaton
      },
      decide: () => model.decide?.(calls, initial) ?? { kind: 'undecided' },
    },
  }
}

function classify<State, Step>(
  model: ModelSpecification<State, Step>,
  calls: readonly Call<Step>[],
): { readonly planned: readonly PlannedCall[]; readonly steps: readonly Step[] } {
  const classes = new Map<string, number>()
  const steps: Step[] = []
  const horizons = model.horizons?.(calls)
  const planned = calls.map((call, place) => {
    const key = model.stepKey(call.step)
    let stepClass = classes.get(key)
    if (stepClass === undefined) {
      stepClass = steps.length
      classes.set(key, stepClass)
      steps.push(call.step)
    }
    return {
      operation: call.operation,
      readOnly: call.readOnly,
      invoked: call.invoked,
      completed: call.completed,
      horizon: call.completed < Infinity ? Infinity : (horizons?.[place] ?? Infinity),
      class: stepClass,
    }
  })
  return { planned, steps }
}
