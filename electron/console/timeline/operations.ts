/**
 * The operations of the clients as bars, found by the window that they lie in. An operation that
 * was never answered goes on to the end of the run.
 */
import { pairOperations } from '../../../core/history/pair-operations.ts'
import type { OperationBar } from '../../ipc/shapes/timeline.ts'
import type { ClientEvent } from '../../recorder/queries/history.ts'
import { operationText } from './operation-text.ts'

/** So many bars in one window; beyond, the earliest. */
export const BARS_MAX = 20_000

const NS_PER_US = 1_000
const BLOCK_BARS = 256
const KEY_LENGTH_MAX = 120

export interface OperationsOptions {
  readonly lanes: readonly string[]
  /** In the order of their time; none where their values cannot be read. */
  readonly history: readonly ClientEvent[]
  /** Invocations that are part of a witness, as `witnessKey` writes them. */
  readonly violating: ReadonlySet<string>
}

export function witnessKey(event: { readonly process: number; readonly time: number }): string {
  return `${event.process} ${event.time}`
}

export class Operations {
  readonly #lanes: readonly string[]
  /** In the order of `fromUs`. */
  readonly #bars: readonly OperationBar[]
  /** Of each block of bars, when the last one ends. */
  readonly #latest: readonly number[]

  constructor(options: OperationsOptions) {
    this.#lanes = options.lanes
    this.#bars = barsOf(options)
    const latest: number[] = []
    for (const [place, { toUs }] of this.#bars.entries()) {
      const block = Math.floor(place / BLOCK_BARS)
      latest[block] = Math.max(latest[block] ?? 0, toUs ?? Infinity)
    }
    this.#latest = latest
  }

  /** Those that begin before `toUs` and end at or after `fromUs`. */
  within(fromUs: number, toUs: number, hidden: ReadonlySet<string>): readonly OperationBar[] {
    const found: OperationBar[] = []
    for (let at = 0; at < this.#bars.length && found.length < BARS_MAX;) {
      const end = Math.min(this.#bars.length, at + BLOCK_BARS)
      if ((this.#bars[at] as OperationBar).fromUs >= toUs) break
      if ((this.#latest[at / BLOCK_BARS] as number) >= fromUs) {
        for (const bar of this.#bars.slice(at, end)) {
          const overlaps = bar.fromUs < toUs && (bar.toUs ?? Infinity) >= fromUs
          if (overlaps && !hidden.has(this.#lanes[bar.lane] ?? '')) found.push(bar)
        }
      }
      at = end
    }
    return found.slice(0, BARS_MAX)
  }
}

/** None where the history contradicts itself: what was guessed would be worth nothing. */
function barsOf({ lanes, history, violating }: OperationsOptions): readonly OperationBar[] {
  const laneOf = new Map(lanes.map((name, lane) => [name, lane]))
  const pairing = pairOperations(history.map((event, index) => ({ ...event, index })))
  if (!pairing.ok) return []
  const bars: OperationBar[] = []
  for (const operation of pairing.operations) {
    const { client } = history[operation.index] as ClientEvent
    const lane = laneOf.get(client)
    if (lane === undefined) continue
    const { process, invokedAt, completedAt, outcome, key } = operation
    bars.push({
      lane,
      fromUs: invokedAt / NS_PER_US,
      toUs: completedAt === Infinity ? null : completedAt / NS_PER_US,
      result: outcome,
      text: operationText(operation),
      key: key === undefined ? null : key.slice(0, KEY_LENGTH_MAX),
      violates: violating.has(witnessKey({ process, time: invokedAt })),
    })
  }
  return bars
}
