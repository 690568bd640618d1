/**
 * Queue and stack: a line of values, put in at the back, taken from the front or from the back.
 * Taking from an empty one answers with null and changes nothing. Where the outcome of a take is
 * unknown, it may have taken whatever stood there.
 */
import { canonicalText } from '../../../base/canonical-text.ts'
import { collecting } from '../calls.ts'
import { defineModel } from '../define-model.ts'
import type { HistoryOperation } from '../../../history/operation.ts'
import type { Meaning, Model, ModelSpecification } from '../model.ts'
import { decideQueue } from '../sequence/decide-queue.ts'
import { decideStack } from '../sequence/decide-stack.ts'
import type { SequenceStep } from '../sequence/stored-values.ts'

/** Values as canonical texts, front first. */
type State = readonly string[]

interface Shape {
  readonly name: string
  readonly summary: string
  readonly put: string
  readonly take: string
  readonly end: 'front' | 'back'
  readonly decide: typeof decideQueue
}

const EMPTY = canonicalText(null)

export const queueSpecification = sequenceSpecification({
  name: 'queue',
  summary: 'a first-in, first-out queue: enqueue, dequeue (null when empty)',
  put: 'enqueue',
  take: 'dequeue',
  end: 'front',
  decide: decideQueue,
})

export const stackSpecification = sequenceSpecification({
  name: 'stack',
  summary: 'a stack: push, pop (null when empty)',
  put: 'push',
  take: 'pop',
  end: 'back',
  decide: decideStack,
})

export const queue: Model = defineModel(queueSpecification)
export const stack: Model = defineModel(stackSpecification)

function sequenceSpecification(shape: Shape): ModelSpecification<State, SequenceStep> {
  return {
    name: shape.name,
    summary: shape.summary,
    operations: [shape.put, shape.take],
    perKey: true,
    initial: (options) => {
      const initial = options.initial ?? []
      return Array.isArray(initial) ? initial.map(canonicalText) : undefined
    },
    read: (operation) => readStep(shape, operation),
    apply: (state, step) => {
      if (step.kind === 'put') return [...state, step.value]
      const held = shape.end === 'front' ? state[0] : state.at(-1)
      if (step.value !== undefined && step.value !== (held ?? null)) return undefined
      if (held === undefined) return state
      return shape.end === 'front' ? state.slice(1) : state.slice(0, -1)
    },
    stateKey: (state) => state.join('\n'),
    stepKey: (step) => (step.value === undefined ? 'take' : `${step.kind} ${step.value}`),
    subjectOf: (operation) => subjectOf(shape, operation),
    decide: collecting(shape.decide),
  }
}

function readStep(
  shape: Shape,
  { f, input, output, outcome }: HistoryOperation,
): Meaning<SequenceStep> {
  if (f === shape.put) {
    const value = canonicalText(input)
    // A null would be taken for the answer of an empty one.
    if (value === EMPTY)
      return { kind: 'unsupported', message: `null cannot be put into a ${shape.name}` }
    return { kind: 'step', readOnly: false, step: { kind: 'put', value } }
  }
  if (outcome === 'info') return { kind: 'step', readOnly: false, step: { kind: 'take' } }
  const value = output === null || output === undefined ? null : canonicalText(output)
  return { kind: 'step', readOnly: value === null, step: { kind: 'take', value } }
}

function subjectOf(
  { put, take }: Shape,
  { f, input, output, outcome }: HistoryOperation,
): string | undefined {
  if (f === put) return canonicalText(input)
  const tells = f === take && outcome === 'ok' && output !== null && output !== undefined
  return tells ? canonicalText(output) : undefined
}
