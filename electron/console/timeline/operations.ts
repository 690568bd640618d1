/**
 * The operations of the clients as bars, found by the window that they lie in. An operation that
 * was never answered goes on to the end of the run.
 */
import { setImmediate } from 'node:timers/promises'
import type { HistoryEvent, HistoryOperation } from '../../../core/history/operation.ts'
import { pairOperations } from '../../../core/history/pair-operations.ts'
import type { OperationBar } from '../../ipc/shapes/timeline.ts'
import type { ClientHistory } from '../../recorder/queries/client-history.ts'
import { operationText } from './operation-text.ts'

/** So many bars in one window; beyond, the earliest. */
export const BARS_MAX = 20_000
/** Events of a history that are drawn. */
const HISTORY_EVENTS_MAX = 2_000_000

const NS_PER_US = 1_000
const BLOCK_OPERATIONS = 256
const KEY_LENGTH_MAX = 120

export interface OperationsOptions {
  readonly lanes: readonly string[]
  /** Invocations that are part of a witness, as `witnessKey` writes them. */
  readonly violating: ReadonlySet<string>
}

export function witnessKey(event: { readonly process: number; readonly time: number }): string {
  return `${event.process} ${event.time}`
}

export class Operations {
  readonly #options: OperationsOptions
  readonly #laneOf: ReadonlyMap<string, number>
  readonly #clients: readonly string[]
  /** In the order of their invocations. */
  readonly #operations: readonly HistoryOperation[]
  /** Of each block of operations, when the last one ends, ns. */
  readonly #latest: readonly number[]

  /** There are no bars where the history contradicts itself: a guess would be worth nothing. */
  constructor({ events, clients }: ClientHistory, options: OperationsOptions) {
    this.#options = options
    this.#laneOf = new Map(options.lanes.map((name, lane) => [name, lane]))
    this.#clients = clients
    const pairing = pairOperations(events)
    this.#operations = pairing.ok ? pairing.operations : []
    const latest: number[] = []
    for (const [place, { completedAt }] of this.#operations.entries()) {
      const block = Math.floor(place / BLOCK_OPERATIONS)
      latest[block] = Math.max(latest[block] ?? 0, completedAt)
    }
    this.#latest = latest
  }

  /** Lets others in between two pages. */
  static async gather(
    pages: Iterable<ClientHistory>,
    options: OperationsOptions,
  ): Promise<Operations> {
    const events: HistoryEvent[] = []
    const clients: string[] = []
    for (const page of pages) {
      for (const event of page.events) events.push(event)
      for (const client of page.clients) clients.push(client)
      if (events.length >= HISTORY_EVENTS_MAX) break
      await setImmediate()
    }
    return new Operations({ events, clients }, options)
  }

  /** Those that begin before `toUs` and end at or after `fromUs`. */
  within(fromUs: number, toUs: number, hidden: ReadonlySet<string>): readonly OperationBar[] {
    const [fromNs, toNs] = [fromUs * NS_PER_US, toUs * NS_PER_US]
    const found: OperationBar[] = []
    for (let at = 0; at < this.#operations.length; at++) {
      const block = Math.floor(at / BLOCK_OPERATIONS)
      if ((this.#latest[block] as number) < fromNs) {
        at = (block + 1) * BLOCK_OPERATIONS - 1
        continue
      }
      const operation = this.#operations[at] as HistoryOperation
      if (operation.invokedAt >= toNs || found.length === BARS_MAX) break
      const lane = this.#laneOf.get(this.#clients[operation.index] as string)
      if (lane === undefined || operation.completedAt < fromNs) continue
      if (!hidden.has(this.#options.lanes[lane] as string)) found.push(this.#barOf(operation, lane))
    }
    return found
  }

  #barOf(operation: HistoryOperation, lane: number): OperationBar {
    const { process, invokedAt, completedAt, outcome, key } = operation
    return {
      lane,
      fromUs: invokedAt / NS_PER_US,
      toUs: completedAt === Infinity ? null : completedAt / NS_PER_US,
      result: outcome,
      text: operationText(operation),
      key: key === undefined ? null : key.slice(0, KEY_LENGTH_MAX),
      violates: this.#options.violating.has(witnessKey({ process, time: invokedAt })),
    }
  }
}
