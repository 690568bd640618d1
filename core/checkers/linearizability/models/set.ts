/**
 * A set: add and remove one value, read all of it. A read answers with a list in any order, each
 * value once. Adding what is there, and removing what is not, is right and changes nothing.
 */
import { canonicalText } from '../canonical-text.ts'
import { defineModel } from '../define-model.ts'
import type { HistoryOperation } from '../../../history/operation.ts'
import type { Meaning, Model, ModelSpecification } from '../model.ts'

/** Values as canonical texts, in the order of their code units. */
type State = readonly string[]

type Step =
  | { readonly kind: 'add' | 'remove'; readonly value: string }
  | { readonly kind: 'read'; readonly values: State }

export const setSpecification: ModelSpecification<State, Step> = {
  name: 'set',
  summary: 'a set: add, remove, read (a list of all values)',
  operations: ['add', 'remove', 'read'],
  perKey: true,
  initial: (options) => {
    const initial = options.initial ?? []
    return Array.isArray(initial) ? valuesOf(initial) : undefined
  },
  read: readStep,
  apply: (state, step) => {
    if (step.kind === 'read') return sameValues(state, step.values) ? state : undefined
    const present = state.includes(step.value)
    if (step.kind === 'add') return present ? state : [...state, step.value].sort()
    return present ? state.filter((value) => value !== step.value) : state
  },
  stateKey: (state) => state.join('\n'),
  stepKey: (step) =>
    step.kind === 'read' ? `read ${step.values.join('\n')}` : `${step.kind} ${step.value}`,
}

export const set: Model = defineModel(setSpecification)

function readStep({ f, input, output, outcome }: HistoryOperation): Meaning<Step> {
  if (f !== 'read') {
    const step = { kind: f === 'add' ? 'add' : 'remove', value: canonicalText(input) } as const
    return { kind: 'step', readOnly: false, step }
  }
  if (outcome === 'info') return { kind: 'nothing' }
  const answer = output ?? []
  if (!Array.isArray(answer)) {
    return { kind: 'unsupported', message: 'a read of a set answers with a list' }
  }
  return { kind: 'step', readOnly: true, step: { kind: 'read', values: valuesOf(answer) } }
}

/** Repeated values stay repeated: a read that has one twice equals no set. */
function valuesOf(values: readonly unknown[]): State {
  return values.map(canonicalText).sort()
}

function sameValues(one: State, other: State): boolean {
  return one.length === other.length && one.every((value, place) => value === other[place])
}
