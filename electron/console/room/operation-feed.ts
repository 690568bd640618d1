/** What clients got lately: the newest operations one by one, and how each client fares. */
import type { Address } from '../../../core/runtime/machine.ts'
import type { FeedLine, RoomClient } from '../../ipc/shapes/room.ts'
import { operationText } from '../../library/operation-text.ts'
import type { OperationTally } from '../../node-host/control.ts'
import type { OperationSample } from '../../node-host/operation-sample.ts'

export const FEED_LINES_MAX = 30
const LATELY_MS = 1_000

type Ending = OperationSample['result']

/** The worst first. */
const ENDINGS: readonly Ending[] = ['fail', 'info', 'ok']

/** Times are ms since the run began. */
export class OperationFeed {
  #samples: readonly OperationSample[] = []
  /** When an operation of the client last ended so. */
  readonly #clients = new Map<Address, Map<Ending, number>>()

  heard(atMs: number, { samples, worst }: Pick<OperationTally, 'samples' | 'worst'>): void {
    if (samples.length > 0) this.#samples = [...this.#samples, ...samples].slice(-FEED_LINES_MAX)
    for (const [client, ending] of Object.entries(worst)) {
      const seen = this.#clients.get(client) ?? new Map<Ending, number>()
      this.#clients.set(client, seen.set(ending, atMs))
    }
  }

  /** The newest last. */
  get lines(): readonly FeedLine[] {
    return this.#samples.map((sample) => {
      const { client, f, key, input, output, result, atUs, latencyUs, error } = sample
      return {
        atMs: atUs / 1_000,
        client,
        text: operationText({ f, key, input, output, result }),
        result,
        latencyMs: Math.round(latencyUs) / 1_000,
        error: error ?? null,
      }
    })
  }

  clients(names: readonly Address[], nowMs: number): readonly RoomClient[] {
    return names.map((name) => ({ name, lately: this.#lately(name, nowMs) }))
  }

  #lately(client: Address, nowMs: number): Ending | null {
    const seen = this.#clients.get(client)
    return ENDINGS.find((ending) => nowMs - (seen?.get(ending) ?? -Infinity) <= LATELY_MS) ?? null
  }
}
