/**
 * A register with read, write and compare-and-set. `cas-register` and `kv` are the same model:
 * both judge each key by itself, and a history without keys is one register.
 *
 * An acknowledged cas whose answer is `false` was refused: at that instant the register did not
 * hold the expected value. Any other acknowledged cas has taken effect.
 */
import type { HistoryOperation } from '../../../history/operation.ts'
import { canonicalText } from '../../../base/canonical-text.ts'
import { defineModel } from '../define-model.ts'
import type { Meaning, Model, ModelOptions, ModelSpecification } from '../model.ts'
import { decideRegister } from '../register/unique-values.ts'
import { registerHorizons } from '../register/horizons.ts'

/** Values are canonical texts. */
export type RegisterStep =
  | { readonly kind: 'read'; readonly value: string }
  | { readonly kind: 'write'; readonly value: string }
  | { readonly kind: 'cas'; readonly from: string; readonly to: string }
  | { readonly kind: 'refused'; readonly from: string }

/** The model without its cover: for the search alone, where a test wants to compare. */
export const register: ModelSpecification<string, RegisterStep> = {
  name: 'cas-register',
  summary: 'a register, or one for each key: read, write, cas [from, to]',
  operations: ['read', 'write', 'cas'],
  perKey: true,
  initial: (options) => canonicalText(options.initial ?? null),
  read: readStep,
  apply: (state, step) => {
    switch (step.kind) {
      case 'read':
        return state === step.value ? state : undefined
      case 'write':
        return step.value
      case 'cas':
        return state === step.from ? step.to : undefined
      case 'refused':
        return state === step.from ? undefined : state
    }
  },
  stateKey: (state) => state,
  stepKey: (step) => {
    if (step.kind === 'cas') return `cas ${step.from} ${step.to}`
    return step.kind === 'refused' ? `refused ${step.from}` : `${step.kind} ${step.value}`
  },
  horizons: registerHorizons,
  decide: decideRegister,
}

export const casRegister: Model = defineModel(register)

export const kv: Model = defineModel({
  ...register,
  name: 'kv',
  summary: 'a store of registers, each key by itself: read or get, write or put, cas [from, to]',
  operations: [...register.operations, 'get', 'put'],
})

function readStep(operation: HistoryOperation, options: ModelOptions): Meaning<RegisterStep> {
  const { input, output, outcome } = operation
  if (operation.f === 'read' || operation.f === 'get') {
    const value = output ?? null
    if (outcome === 'info' || (value === null && options.nullReads === 'unknown')) {
      return { kind: 'nothing' }
    }
    return { kind: 'step', readOnly: true, step: { kind: 'read', value: canonicalText(value) } }
  }
  if (operation.f === 'write' || operation.f === 'put') {
    const step = { kind: 'write', value: canonicalText(input ?? null) } as const
    return { kind: 'step', readOnly: false, step }
  }
  if (!Array.isArray(input) || input.length !== 2) {
    return { kind: 'unsupported', message: 'the value of a cas is a pair, [from, to]' }
  }
  const from = canonicalText(input[0])
  const to = canonicalText(input[1])
  if (outcome === 'ok' && output === false) {
    return { kind: 'step', readOnly: true, step: { kind: 'refused', from } }
  }
  if (from === to) {
    // Nothing changes: this is a read of that value.
    return { kind: 'step', readOnly: true, step: { kind: 'read', value: from } }
  }
  return { kind: 'step', readOnly: false, step: { kind: 'cas', from, to } }
}
