/**
 * A store of strings with get, put and append; each key by itself, empty at first.
 */
import { collecting } from '../calls.ts'
import { defineModel } from '../define-model.ts'
import type { HistoryOperation } from '../../../history/operation.ts'
import type { Meaning, Model, ModelSpecification } from '../model.ts'
import { decideText } from '../register/unique-texts.ts'

export interface TextStep {
  readonly kind: 'get' | 'put' | 'append'
  readonly text: string
}

export const kvAppendSpecification: ModelSpecification<string, TextStep> = {
  name: 'kv-append',
  summary: 'a store of strings, each key by itself: get, put, append',
  operations: ['get', 'put', 'append'],
  perKey: true,
  initial: (options) => {
    const initial = options.initial ?? ''
    return typeof initial === 'string' ? initial : undefined
  },
  read: readStep,
  apply: (state, { kind, text }) => {
    if (kind === 'put') return text
    if (kind === 'append') return state + text
    return state === text ? state : undefined
  },
  stateKey: (state) => state,
  stepKey: ({ kind, text }) => `${kind} ${text}`,
  decide: collecting(decideText),
}

export const kvAppend: Model = defineModel(kvAppendSpecification)

function readStep(operation: HistoryOperation): Meaning<TextStep> {
  const { f, input, output, outcome } = operation
  if (f === 'get') {
    if (outcome === 'info') return { kind: 'nothing' }
    const text = output ?? ''
    if (typeof text === 'string') {
      return { kind: 'step', readOnly: true, step: { kind: 'get', text } }
    }
    return { kind: 'unsupported', message: 'a get answers with a string' }
  }
  if (typeof input !== 'string') {
    return { kind: 'unsupported', message: `the value of ${f} is a string` }
  }
  if (f === 'put') return { kind: 'step', readOnly: false, step: { kind: 'put', text: input } }
  return { kind: 'step', readOnly: input === '', step: { kind: 'append', text: input } }
}
