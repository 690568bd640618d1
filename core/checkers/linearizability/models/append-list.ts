/**
 * A list that only grows: append one value at its end, read all of it in order.
 */
import type { HistoryOperation } from '../../../history/operation.ts'
import { canonicalText } from '../../../base/canonical-text.ts'
import { collecting } from '../calls.ts'
import { defineModel } from '../define-model.ts'
import type { Meaning, Model, ModelSpecification } from '../model.ts'
import { decideList } from '../ranked/decide-list.ts'

/** Values are canonical texts. */
export type ListStep =
  | { readonly kind: 'append'; readonly value: string }
  | { readonly kind: 'read'; readonly values: readonly string[] }

/** Between the values of a list as one text; in none of them, since they are JSON. */
const BETWEEN = '\n'

export const appendListSpecification: ModelSpecification<readonly string[], ListStep> = {
  name: 'append-list',
  summary: 'a list, or one for each key: append, read (a list of all values in order)',
  operations: ['append', 'read'],
  perKey: true,
  initial: (options) => {
    const initial = options.initial ?? []
    return Array.isArray(initial) ? initial.map(canonicalText) : undefined
  },
  read: readStep,
  apply: (state, step) => {
    if (step.kind === 'append') return [...state, step.value]
    const { values } = step
    const same = state.length === values.length && state.every((one, at) => one === values[at])
    return same ? state : undefined
  },
  stateKey: (state) => state.join(BETWEEN),
  stepKey: (step) =>
    step.kind === 'append' ? `append ${step.value}` : `read ${step.values.join(BETWEEN)}`,
  decide: collecting(decideList),
}

export const appendList: Model = defineModel(appendListSpecification)

function readStep({ f, input, output, outcome }: HistoryOperation): Meaning<ListStep> {
  if (f === 'append') {
    return {
      kind: 'step',
      readOnly: false,
      step: { kind: 'append', value: canonicalText(input ?? null) },
    }
  }
  if (outcome === 'info') return { kind: 'nothing' }
  const values = output ?? []
  if (!Array.isArray(values)) {
    return { kind: 'unsupported', message: 'a read of a list answers with a list' }
  }
  return { kind: 'step', readOnly: true, step: { kind: 'read', values: values.map(canonicalText) } }
}
