/**
 * Watches for the first healthy window after the last fault was undone. The answer is the time
 * from that undo to the beginning of the window, so a system that never faltered took 0 ms.
 */
import type { Probe } from './drill.ts'
import type { Measurements } from './measurements.ts'
import { readProbe, withinBounds } from './probes.ts'
import type { RecoveryAnswer } from './verdict-document.ts'

export class RecoveryWatch {
  readonly #steady: readonly Probe[]
  readonly #withinMs: number
  #broken = false
  #everBroken = false
  #calmSinceMs = 0
  #afterMs: number | null = null

  constructor(steady: readonly Probe[], withinMs: number) {
    this.#steady = steady
    this.#withinMs = withinMs
  }

  /** To be called at every moment with the number of standing faults; ms since the run began. */
  observe(atMs: number, activeFaults: number, measurements: Measurements): void {
    if (this.#broken && activeFaults === 0) {
      this.#broken = false
      this.#calmSinceMs = atMs
    }
    if (this.#broken || !this.#everBroken || this.#afterMs !== null) return
    if (atMs - this.#calmSinceMs < longestWindowMs(this.#steady)) return
    if (!isSteady(this.#steady, atMs, measurements)) return
    this.#afterMs = Math.round(atMs - longestWindowMs(this.#steady) - this.#calmSinceMs)
  }

  /** A fault was applied: whatever was healthy before does not count. */
  broke(): void {
    this.#broken = true
    this.#everBroken = true
    this.#afterMs = null
  }

  /** True when there is an answer, or the time for one is up. */
  settled(atMs: number): boolean {
    if (!this.#everBroken || this.#afterMs !== null) return true
    return !this.#broken && atMs - this.#calmSinceMs >= this.#deadlineMs()
  }

  answer(): RecoveryAnswer {
    if (!this.#everBroken) return { answer: 'not-asked', afterMs: null }
    const inTime = this.#afterMs !== null && this.#afterMs <= this.#withinMs
    return { answer: inTime ? 'recovered' : 'not-recovered', afterMs: this.#afterMs }
  }

  #deadlineMs(): number {
    return this.#withinMs + longestWindowMs(this.#steady)
  }
}

/** Whether every probe is within its bounds over the window that ends now. */
export function isSteady(
  steady: readonly Probe[],
  atMs: number,
  measurements: Measurements,
): boolean {
  return steady.every((probe) => {
    const range = { fromMs: atMs - probe.windowMs, toMs: atMs }
    return withinBounds(readProbe(probe.probe, measurements, range), probe)
  })
}

export function longestWindowMs(steady: readonly Probe[]): number {
  return Math.max(0, ...steady.map(({ windowMs }) => windowMs))
}
