/**
 * A counter: `add` any whole number (or `increment` and `decrement`, by one where no value is
 * given), `read` the sum.
 */
import { defineModel } from '../define-model.ts'
import type { HistoryOperation } from '../../../history/operation.ts'
import type { Meaning, Model, ModelSpecification } from '../model.ts'

type Step = { readonly kind: 'add' | 'read'; readonly value: number }

export const counterSpecification: ModelSpecification<number, Step> = {
  name: 'counter',
  summary: 'a counter from 0: add, increment, decrement, read',
  operations: ['add', 'increment', 'decrement', 'read'],
  perKey: true,
  initial: (options) => {
    const initial = options.initial ?? 0
    return Number.isSafeInteger(initial) ? (initial as number) : undefined
  },
  read: readStep,
  apply: (state, { kind, value }) => {
    if (kind === 'add') return state + value
    return state === value ? state : undefined
  },
  stateKey: String,
  stepKey: ({ kind, value }) => `${kind} ${value}`,
}

export const counter: Model = defineModel(counterSpecification)

function readStep({ f, input, output, outcome }: HistoryOperation): Meaning<Step> {
  if (f === 'read') {
    if (outcome === 'info') return { kind: 'nothing' }
    if (!Number.isSafeInteger(output)) {
      return { kind: 'unsupported', message: 'a read of a counter answers with a whole number' }
    }
    return { kind: 'step', readOnly: true, step: { kind: 'read', value: output as number } }
  }
  const amount = f === 'add' ? input : (input ?? 1)
  if (!Number.isSafeInteger(amount)) {
    return { kind: 'unsupported', message: `the value of ${f} is a whole number` }
  }
  const value = f === 'decrement' ? -(amount as number) : (amount as number)
  return { kind: 'step', readOnly: value === 0, step: { kind: 'add', value } }
}
