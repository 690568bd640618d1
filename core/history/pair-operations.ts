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
  const pairer = new OperationPairer()
  for (const event of events) {
    const problem = pairer.add(event)
    if (problem !== undefined) return { ok: false, problem }
  }
  return { ok: true, operations: pairer.operations }
}

/**
 * Histories of transactions often go on under the number of a process that got no answer, as
 * those of Elle's tests do. Nothing is guessed by that: the unknown one stays open for good.
 */
const TRANSACTION = 'txn'

type Writable<Item> = { -readonly [Field in keyof Item]: Item[Field] }

/** The same for events that come one by one and are not kept: a long history has millions. */
export class OperationPairer {
  readonly #operations: Writable<HistoryOperation>[] = []
  /** Per process: its open operation, or why it may not go on. */
  readonly #open = new Map<number, Writable<HistoryOperation> | 'idle' | 'ended'>()
  #previous = -Infinity
  #count = 0

  /** Those of the events so far. They may still be completed by the next ones. */
  get operations(): readonly HistoryOperation[] {
    return this.#operations
  }

  /** The next event; after a problem, the history is over. */
  add(event: HistoryEvent): PairingProblem | undefined {
    const position = this.#count++
    const { index, process, type } = event
    if (index <= this.#previous) {
      return refuse('index-not-increasing', event, position, `index ${this.#previous} came before`)
    }
    this.#previous = index
    const state = this.#open.get(process) ?? 'idle'
    if (type === 'invoke') {
      if (state === 'ended' && event.f !== TRANSACTION) {
        return refuse('process-ended', event, position, 'an info ended this process')
      }
      if (typeof state !== 'string') {
        return refuse('process-busy', event, position, 'its previous operation is still open')
      }
      const begun = begin(event)
      this.#open.set(process, begun)
      this.#operations.push(begun)
      return undefined
    }
    if (typeof state === 'string') {
      return refuse('completion-without-invocation', event, position, 'no operation is open')
    }
    if (state.f !== event.f) {
      const message = `the open operation is "${state.f}"`
      return refuse('completion-of-another-function', event, position, message)
    }
    complete(state, event, type)
    this.#open.set(process, type === 'info' ? 'ended' : 'idle')
    return undefined
  }
}

/** Written out, not spread: millions of them are made, and all should have one shape. */
function begin({ index, process, f, key, value, time }: HistoryEvent): Writable<HistoryOperation> {
  if (key === undefined) {
    return {
      index,
      process,
      f,
      input: value,
      outcome: 'info',
      invokedAt: time,
      completedAt: Infinity,
      completedIndex: Infinity,
    }
  }
  return {
    index,
    process,
    f,
    key,
    input: value,
    outcome: 'info',
    invokedAt: time,
    completedAt: Infinity,
    completedIndex: Infinity,
  }
}

function complete(
  begun: Writable<HistoryOperation>,
  { index, time, value, error }: HistoryEvent,
  outcome: 'ok' | 'fail' | 'info',
): void {
  begun.outcome = outcome
  begun.completedAt = time
  begun.completedIndex = index
  if (outcome === 'ok') begun.output = value
  if (error !== undefined) begun.error = error
}

function refuse(
  kind: PairingProblem['kind'],
  event: HistoryEvent,
  position: number,
  why: string,
): PairingProblem {
  const what = `${event.type} of "${event.f}" by process ${event.process}`
  return { kind, index: event.index, position, message: `${what} does not fit: ${why}` }
}
