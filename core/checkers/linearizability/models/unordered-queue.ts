/**
 * A queue without an order, a bag: what was put in may come out at any time, once for each time
 * that it was put in. Taking from an empty one answers with null and changes nothing.
 *
 * A take of unknown outcome may have taken anything. Nobody misses what it took but a take that
 * found nothing, and before that one every value must go: so which of them a take of unknown
 * outcome took makes no difference, and the model lets it take the first.
 */
import type { HistoryOperation } from '../../../history/operation.ts'
import { canonicalText } from '../../../base/canonical-text.ts'
import { collecting } from '../calls.ts'
import { defineModel } from '../define-model.ts'
import type { Meaning, Model, ModelSpecification } from '../model.ts'
import { Pace } from '../../pace.ts'
import { decideBag } from '../sequence/decide-bag.ts'
import type { SequenceStep } from '../sequence/stored-values.ts'

/** Values as canonical texts, in the order of their code units, each as often as it is there. */
type State = readonly string[]

export const unorderedQueueSpecification: ModelSpecification<State, SequenceStep> = {
  name: 'unordered-queue',
  summary: 'a queue in no order: enqueue, dequeue (null when empty)',
  operations: ['enqueue', 'dequeue'],
  perKey: true,
  initial: (options) => {
    const initial = options.initial ?? []
    return Array.isArray(initial) ? initial.map(canonicalText).sort() : undefined
  },
  // Values have to do with each other only where the queue was found empty.
  *partOf(operations) {
    const pace = new Pace()
    for (const operation of operations) {
      if (pace.step()) yield pace.steps
      if (foundNothing(operation)) return undefined
    }
    return (operation) => valueOf(operation) ?? ''
  },
  read: readStep,
  apply,
  stateKey: (state) => state.join('\n'),
  stepKey: (step) => (step.value === undefined ? 'take' : `${step.kind} ${step.value}`),
  subjectOf: valueOf,
  decide: collecting(decideBag),
}

export const unorderedQueue: Model = defineModel(unorderedQueueSpecification)

function apply(state: State, step: SequenceStep): State | undefined {
  if (step.kind === 'put') return [...state, step.value].sort()
  if (step.value === undefined) return state.slice(1)
  if (step.value === null) return state.length === 0 ? state : undefined
  const place = state.indexOf(step.value)
  return place < 0 ? undefined : state.toSpliced(place, 1)
}

function readStep(operation: HistoryOperation): Meaning<SequenceStep> {
  if (operation.f === 'enqueue') {
    const { input } = operation
    // A null would be taken for the answer of an empty one.
    if (input === null || input === undefined) {
      return { kind: 'unsupported', message: 'null cannot be put into a queue' }
    }
    return { kind: 'step', readOnly: false, step: { kind: 'put', value: canonicalText(input) } }
  }
  if (operation.outcome === 'info') return { kind: 'step', readOnly: false, step: { kind: 'take' } }
  const value = valueOf(operation) ?? null
  return { kind: 'step', readOnly: value === null, step: { kind: 'take', value } }
}

function foundNothing(operation: HistoryOperation): boolean {
  const { f, outcome } = operation
  return f === 'dequeue' && outcome === 'ok' && valueOf(operation) === undefined
}

/** What went in or came out; `undefined` where nothing did, or nobody knows what. */
function valueOf({ f, input, output, outcome }: HistoryOperation): string | undefined {
  if (f === 'enqueue') return canonicalText(input)
  const told = outcome === 'ok' && output !== null && output !== undefined
  return told ? canonicalText(output) : undefined
}
