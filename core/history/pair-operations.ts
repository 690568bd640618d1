/**
 * From events to operations: joins each completion to the invocation that it answers.
 *
 * It refuses a history that contradicts itself (a completion out of nowhere, two operations of
 * one process at once) rather than guess what was meant: a verdict on a guessed history would
 * be worth nothing.
 */
import type { HistoryEvent, HistoryOperation } from './operation.ts'
import { toldBesides } from './told.ts'

export interface PairingProblem {
  readonly kind:
    | 'index-not-increasing'
    | 'process-busy'
    | 'process-ended'
    | 'completion-without-invocation'
    | 'invocation-after-completions'
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
  const store = new OperationArray()
  const pairer = new OperationPairer(store)
  for (const event of events) {
    const problem = pairer.add(event)
    if (problem !== undefined) return { ok: false, problem }
  }
  return { ok: true, operations: store.operations }
}

/** Where operations are kept, by place: the first is 0. */
export interface OperationStore {
  /** Keeps an operation as it is when it begins; its place. */
  begin(invocation: HistoryEvent): number
  complete(place: number, completion: HistoryEvent, outcome: HistoryOperation['outcome']): void
  /** The name of the operation at `place`. */
  f(place: number): string
}

/**
 * Histories of transactions often go on under the number of a process that got no answer, as
 * those of Elle's tests do. Nothing is guessed by that: the unknown one stays open for good.
 */
const TRANSACTION = 'txn'

/** Of transactions that come as completions alone, as in examples of Elle. */
const UNKNOWN_END = { index: Infinity, time: Infinity }

/** States of a process that has no operation open. */
const IDLE = -1
const ENDED = -2

/** The same for events that come one by one and are not kept: a long history has millions. */
export class OperationPairer {
  readonly #store: OperationStore
  /** Per process: the place of its open operation, or why it has none. */
  readonly #open = new Map<number, number>()
  #previous = -Infinity
  #count = 0
  /** Whether the history is one of transactions that were not told to begin. */
  #completionsAlone = false

  constructor(store: OperationStore) {
    this.#store = store
  }

  /** The next event; after a problem, the history is over. */
  add(event: HistoryEvent): PairingProblem | undefined {
    const position = this.#count++
    const { index, process, type } = event
    if (index <= this.#previous) {
      return refuse('index-not-increasing', event, position, `index ${this.#previous} came before`)
    }
    this.#previous = index
    const open = this.#open.get(process) ?? IDLE
    if (type === 'invoke') {
      if (this.#completionsAlone) {
        return refuse('invocation-after-completions', event, position, 'completions came alone')
      }
      if (open === ENDED && event.f !== TRANSACTION) {
        return refuse('process-ended', event, position, 'an info ended this process')
      }
      if (open >= 0) {
        return refuse('process-busy', event, position, 'its previous operation is still open')
      }
      this.#open.set(process, this.#store.begin(event))
      return undefined
    }
    if (open < 0) {
      if (position === 0) this.#completionsAlone = event.f === TRANSACTION
      if (this.#completionsAlone && event.f === TRANSACTION) return this.#keepAlone(event, type)
      return refuse('completion-without-invocation', event, position, 'no operation is open')
    }
    const asked = this.#store.f(open)
    if (asked !== event.f) {
      const message = `the open operation is "${asked}"`
      return refuse('completion-of-another-function', event, position, message)
    }
    this.#store.complete(open, event, type)
    this.#open.set(process, type === 'info' ? ENDED : IDLE)
    return undefined
  }

  /**
   * Where nobody says when transactions began, any two may have run at the same time: each is kept
   * as one that never ended, so that no order of time is made up.
   */
  #keepAlone(event: HistoryEvent, outcome: HistoryOperation['outcome']): undefined {
    this.#store.complete(this.#store.begin(event), { ...event, ...UNKNOWN_END }, outcome)
  }
}

type Writable<Item> = { -readonly [Field in keyof Item]: Item[Field] }

class OperationArray implements OperationStore {
  readonly operations: Writable<HistoryOperation>[] = []

  begin(invocation: HistoryEvent): number {
    return this.operations.push(begun(invocation)) - 1
  }

  complete(
    place: number,
    { index, time, value, error }: HistoryEvent,
    outcome: HistoryOperation['outcome'],
  ): void {
    const operation = this.#at(place)
    operation.outcome = outcome
    operation.completedAt = time
    operation.completedIndex = index
    if (outcome === 'ok') operation.output = value
    else {
      const told = toldBesides(value, operation.input)
      if (told !== undefined) operation.told = told
    }
    if (error !== undefined) operation.error = error
  }

  f(place: number): string {
    return this.#at(place).f
  }

  #at(place: number): Writable<HistoryOperation> {
    return this.operations[place] as Writable<HistoryOperation>
  }
}

/** Written out, not spread: many of them are made, and all should have one shape. */
function begun({ index, process, f, key, value, time }: HistoryEvent): Writable<HistoryOperation> {
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

function refuse(
  kind: PairingProblem['kind'],
  event: HistoryEvent,
  position: number,
  why: string,
): PairingProblem {
  const what = `${event.type} of "${event.f}" by process ${event.process}`
  return { kind, index: event.index, position, message: `${what} does not fit: ${why}` }
}
