/**
 * A set: add and remove one value, ask whether it contains one, read all of it. A read answers
 * with a list in any order, each value once. Adding what is there, and removing what is not, is
 * right and changes nothing; an add or a remove that answers with a truth value says whether it
 * changed anything.
 */
import type { HistoryOperation } from '../../../history/operation.ts'
import { canonicalText } from '../../../base/canonical-text.ts'
import { collecting } from '../calls.ts'
import { defineModel } from '../define-model.ts'
import { Pace } from '../../pace.ts'
import type { Meaning, Model, ModelSpecification } from '../model.ts'
import { decideGrowingSet } from '../ranked/decide-set.ts'

/** Values as canonical texts, in the order of their code units. */
type State = readonly string[]

export type SetStep =
  | {
      readonly kind: 'add' | 'remove'
      readonly value: string
      /** Absent where the answer does not tell. */
      readonly changed?: boolean
    }
  | { readonly kind: 'contains'; readonly value: string; readonly present: boolean }
  /** As it was answered: a long history shows all values many times over. */
  | { readonly kind: 'read'; readonly answer: readonly unknown[] }

export const setSpecification: ModelSpecification<State, SetStep> = {
  name: 'set',
  summary: 'a set: add, remove, contains, read (a list of all values)',
  operations: ['add', 'remove', 'contains', 'read'],
  perKey: true,
  // Without a read of the whole, values have nothing to do with each other.
  *partOf(operations) {
    const pace = new Pace()
    for (const { f, outcome } of operations) {
      if (pace.step()) yield pace.steps
      if (f === 'read' && outcome === 'ok') return undefined
    }
    return ({ input }) => canonicalText(input ?? null)
  },
  initial: (options) => {
    const initial = options.initial ?? []
    return Array.isArray(initial) ? [...new Set(valuesOf(initial))] : undefined
  },
  read: readStep,
  apply,
  stateKey: (state) => state.join('\n'),
  stepKey: (step) => {
    if (step.kind === 'read') return `read ${valuesRead(step.answer).join('\n')}`
    const answer = step.kind === 'contains' ? step.present : (step.changed ?? '')
    return `${step.kind} ${answer} ${step.value}`
  },
  decide: collecting(decideGrowingSet),
}

export const set: Model = defineModel(setSpecification)

function apply(state: State, step: SetStep): State | undefined {
  if (step.kind === 'read') return sameValues(state, valuesRead(step.answer)) ? state : undefined
  const present = state.includes(step.value)
  if (step.kind === 'contains') return present === step.present ? state : undefined
  const changes = step.kind === 'add' ? !present : present
  if (step.changed !== undefined && step.changed !== changes) return undefined
  if (!changes) return state
  if (step.kind === 'add') return [...state, step.value].sort()
  return state.filter((value) => value !== step.value)
}

function readStep({ f, input, output, outcome }: HistoryOperation): Meaning<SetStep> {
  const value = canonicalText(input ?? null)
  if (f === 'add' || f === 'remove') {
    const tells = outcome === 'ok' && typeof output === 'boolean' && typeof input !== 'boolean'
    if (!tells) return { kind: 'step', readOnly: false, step: { kind: f, value } }
    // One that changed nothing is a look at what was there.
    return { kind: 'step', readOnly: !output, step: { kind: f, value, changed: output } }
  }
  if (outcome === 'info') return { kind: 'nothing' }
  if (f === 'contains') {
    if (typeof output !== 'boolean') {
      return { kind: 'unsupported', message: 'a contains answers with true or false' }
    }
    return { kind: 'step', readOnly: true, step: { kind: 'contains', value, present: output } }
  }
  const answer = output ?? []
  if (!Array.isArray(answer)) {
    return { kind: 'unsupported', message: 'a read of a set answers with a list' }
  }
  return { kind: 'step', readOnly: true, step: { kind: 'read', answer } }
}

/** What a search has asked for once it asks for again. */
const valuesByAnswer = new WeakMap<readonly unknown[], State>()

function valuesRead(answer: readonly unknown[]): State {
  const known = valuesByAnswer.get(answer)
  if (known !== undefined) return known
  const values = valuesOf(answer)
  valuesByAnswer.set(answer, values)
  return values
}

/** Repeated values stay repeated: a read that has one twice equals no set. */
function valuesOf(values: readonly unknown[]): State {
  return values.map(canonicalText).sort()
}

function sameValues(one: State, other: State): boolean {
  return one.length === other.length && one.every((value, place) => value === other[place])
}
