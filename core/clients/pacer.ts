/**
 * When a client may start its next operation: at the rate that was asked for, with jitter, and
 * later after trouble. It never lets a client make up for lost time by a burst; at most one
 * operation is caught up with.
 */
import type { Prng } from '../base/prng.ts'
import { backoffMs } from '../resilience/backoff.ts'
import type { ClientSettings } from '../workloads/client-settings.ts'

export class Pacer {
  readonly #settings: ClientSettings
  /** Mean time between two operations of this client, ms; 0 where no rate was given. */
  readonly #intervalMs: number
  #dueAt = 0
  #pausedUntil = 0
  #troubles = 0

  constructor(settings: ClientSettings, clients: number) {
    this.#settings = settings
    const rate = settings.ratePerSecond
    this.#intervalMs = rate === undefined ? 0 : (clients * 1000) / rate
  }

  /** The workload begins: the clients spread over one interval. */
  begin(now: number, prng: Prng): void {
    this.#dueAt = now + share(prng) * this.#intervalMs
  }

  /** An operation starts. */
  started(now: number, prng: Prng): void {
    const from = Math.max(this.#dueAt, now - this.#intervalMs)
    this.#dueAt = from + 2 * share(prng) * this.#intervalMs
  }

  /** An operation ended; `answered` is false when the system said nothing about it. */
  ended(answered: boolean, now: number, prng: Prng): void {
    if (answered) {
      this.#troubles = 0
      return
    }
    this.#troubles++
    const { backoffMs: baseMs, backoffMaxMs: maxMs } = this.#settings
    this.#pausedUntil = now + backoffMs({ baseMs, maxMs }, this.#troubles, prng)
  }

  /** Whole ms until the next operation; 0 for now. `paced` is false outside the workload. */
  waitMs(now: number, paced: boolean): number {
    // Longer than either could have asked for means that the clock was set back.
    if (this.#pausedUntil - now > this.#settings.backoffMaxMs) this.#pausedUntil = now
    if (this.#dueAt - now > 2 * this.#intervalMs) this.#dueAt = now
    const until = paced ? Math.max(this.#pausedUntil, this.#dueAt) : this.#pausedUntil
    return Math.max(0, Math.ceil(until - now))
  }
}

/** Uniform in [0, 1). */
function share(prng: Prng): number {
  return prng.uint32() / 0x1_0000_0000
}
