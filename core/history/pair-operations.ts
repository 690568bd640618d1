/**
 * From events to operations: joins each completion to the invocation that it answers.
 *
 * It refuses a history that contradicts itself (a completion out of nowhere, two operations of
 * one process at once) rather than guess what was meant: a verdict on a guessed history would
 * be worth nothing.
 */
import type { HistoryEvent, HistoryOperation } from './operation.ts'

export interface PairingProblem {
  readonly kind:
    | 'index-not-increasing'
    | 'process-busy'
    | 'process-ended'
    | 'completion-without-invocation'
    | 'completion-of-another-function'
  /** Index of the event that does not fit, as the event says it. */
  readonly index: number
  /** Place of that event in the list that was handed in, from 0. */
  readonly position: number
  readonly message: string
}

export type Pairing =
  | { readonly ok: true; readonly operations: readonly HistoryOperation[] }
  | { readonly ok: false; readonly problem: PairingProblem }

/**
 * The operations of `events`, ordered by invocation. An operation without a completion is
 * `info`; what an `ok` leaves out of its `value` is `undefined` in `output`.
 */
export function pairOperations(events: readonly HistoryEvent[]): Pairing {
  const operations: HistoryOperation[] = []
  /** Per process: place of its open operation in `operations`, or why it may not go on. */
  const open = new Map<number, number | 'idle' | 'ended'>()
  let previous = -Infinity
  for (const [position, event] of events.entries()) {
    if (event.index <= previous) {
      return refuse('index-not-increasing', event, position, `index ${previous} came before`)
    }
    previous = event.index
    const state = open.get(event.process) ?? 'idle'
    if (event.type === 'invoke') {
      if (state === 'ended') {
        return refuse('process-ended', event, position, 'an info ended this process')
      }
      if (state !== 'idle') {
        return refuse('process-busy', event, position, 'its previous operation is still open')
      }
      open.set(event.process, operations.length)
      operations.push(begin(event))
      continue
    }
    if (typeof state === 'string') {
      return refuse('completion-without-invocation', event, position, 'no operation is open')
    }
    const begun = operations[state] as HistoryOperation
    if (begun.f !== event.f) {
      const message = `the open operation is "${begun.f}"`
      return refuse('completion-of-another-function', event, position, message)
    }
    operations[state] = complete(begun, event, event.type)
    open.set(event.process, event.type === 'info' ? 'ended' : 'idle')
  }
  return { ok: true, operations }
}

function begin(event: HistoryEvent): HistoryOperation {
  return {
    index: event.index,
    process: event.process,
    f: event.f,
    ...(event.key === undefined ? {} : { key: event.key }),
    input: event.value,
    outcome: 'info',
    invokedAt: event.time,
    completedAt: Infinity,
    completedIndex: Infinity,
  }
}

function complete(
  begun: HistoryOperation,
  event: HistoryEvent,
  outcome: 'ok' | 'fail' | 'info',
): HistoryOperation {
  return {
    ...begun,
    outcome,
    ...(outcome === 'ok' ? { output: event.value } : {}),
    ...(event.error === undefined ? {} : { error: event.error }),
    completedAt: event.time,
    completedIndex: event.index,
  }
}

function refuse(
  kind: PairingProblem['kind'],
  event: HistoryEvent,
  position: number,
  why: string,
): Pairing {
  const what = `${event.type} of "${event.f}" by process ${event.process}`
  return {
    ok: false,
    problem: { kind, index: event.index, position, message: `${what} does not fit: ${why}` },
  }
}
