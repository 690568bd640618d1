/**
 * The clock of the machines in one process: true time since the run began, and on top of it what
 * faults do to it. A step moves what the machines read and leaves their timers alone; a rate
 * bends both, as a quartz that runs fast does.
 *
 * True time is the computer's monotonic clock, which all processes of a run share.
 */
import type { Evidence } from '../../core/faults/action.ts'

const PARTS = 1_000_000

interface Strobe {
  readonly byMs: number
  readonly everyMs: number
}

interface Rate {
  readonly partsPerMillion: number
  /** True time when it was installed, ms. */
  readonly sinceMs: number
}

export interface ClockOptions {
  /** The instant at which the run began, `process.hrtime.bigint()`. */
  readonly startedAtNs: bigint
  /** What the machines' clock showed at that instant, ms. */
  readonly epochMs: number
  /** The computer's monotonic clock, ns; for tests. */
  readonly monotonicNs?: () => bigint
}

export class MachineClock {
  readonly #startedAtNs: bigint
  readonly #epochMs: number
  readonly #monotonicNs: () => bigint
  readonly #rates = new Map<string, Rate>()
  readonly #strobes = new Map<string, Strobe>()
  readonly #moved = new Map<string, number>()
  /** A fault may step the clock back in the end, so its farthest point is what it did. */
  readonly #farthest = new Map<string, number>()
  #steppedMs = 0
  /** Gained by drift up to `#anchorMs`, and what is gained for each ms since. */
  #driftMs = 0
  #anchorMs = 0
  #slope = 0

  constructor(options: ClockOptions) {
    this.#startedAtNs = options.startedAtNs
    this.#epochMs = options.epochMs
    this.#monotonicNs = options.monotonicNs ?? process.hrtime.bigint
  }

  /** True time since the run began, microseconds with a fraction. */
  #elapsedUs(): number {
    return Number(this.#monotonicNs() - this.#startedAtNs) / 1000
  }

  /** True time since the run began, whole microseconds. */
  atUs(): number {
    return Math.floor(this.#elapsedUs())
  }

  /** True time since the run began, ms with a fraction. */
  trueMs(): number {
    return this.#elapsedUs() / 1000
  }

  /** The time by which timers run, ms: true time at the clock's rate, without its steps. */
  timerMs(): number {
    return this.#timerAt(this.trueMs())
  }

  /** Both times of one instant. */
  instant(): { readonly atUs: number; readonly now: number } {
    const elapsedUs = this.#elapsedUs()
    const trueMs = elapsedUs / 1000
    const movedMs = this.#steppedMs + this.#strobedMs(trueMs)
    const shown = this.#epochMs + this.#timerAt(trueMs) + movedMs
    return { atUs: Math.floor(elapsedUs), now: Math.floor(shown) }
  }

  /** How long a timer of `timerMs` takes in true time, ms. */
  trueDuration(timerMs: number): number {
    return timerMs / (1 + this.#slope)
  }

  /** How far the machines' clock is from the true one, whole ms, without its strobes. */
  offsetMs(): number {
    const trueMs = this.trueMs()
    return Math.round(this.#timerAt(trueMs) - trueMs + this.#steppedMs)
  }

  /** Moves the clock once, `byMs` forward or back. */
  step(fault: string, byMs: number): void {
    this.#steppedMs += byMs
    this.#move(fault, byMs)
  }

  /** Lets the clock gain `partsPerMillion` until `lift(id)`; several rates add up. */
  setRate(id: string, partsPerMillion: number): void {
    this.#settle()
    this.lift(id)
    this.#rates.set(id, { partsPerMillion, sinceMs: this.#anchorMs })
    this.#setSlope()
  }

  /** From now on the clock is `byMs` off for `everyMs`, right for as long, until `lift(id)`. */
  strobe(id: string, byMs: number, everyMs: number): void {
    this.#strobes.set(id, { byMs, everyMs })
    this.#farthest.set(id, farther(this.#farthest.get(id) ?? 0, byMs))
  }

  /** Returns whether timers are due at other times now. */
  lift(id: string): boolean {
    this.#strobes.delete(id)
    const rate = this.#rates.get(id)
    if (!rate) return false
    this.#settle()
    this.#rates.delete(id)
    this.#move(id, gained(rate, this.#anchorMs))
    this.#setSlope()
    return true
  }

  /** How far each fault moved the clock, at the most. */
  evidence(): Map<string, Evidence> {
    const moved = new Map(this.#farthest)
    const trueMs = this.trueMs()
    for (const [id, rate] of this.#rates) {
      const movedMs = (this.#moved.get(id) ?? 0) + gained(rate, trueMs)
      moved.set(id, farther(moved.get(id) ?? 0, movedMs))
    }
    const evidence = new Map<string, Evidence>()
    for (const [id, ms] of moved) evidence.set(id, { clockMovedMs: Math.round(ms * 1000) / 1000 })
    return evidence
  }

  #move(fault: string, byMs: number): void {
    const movedMs = (this.#moved.get(fault) ?? 0) + byMs
    this.#moved.set(fault, movedMs)
    this.#farthest.set(fault, farther(this.#farthest.get(fault) ?? 0, movedMs))
  }

  /** Counted from the beginning of the run, as in the simulated world. */
  #strobedMs(trueMs: number): number {
    let sumMs = 0
    for (const { byMs, everyMs } of this.#strobes.values()) {
      if (Math.floor(trueMs / everyMs) % 2 === 0) sumMs += byMs
    }
    return sumMs
  }

  #timerAt(trueMs: number): number {
    return trueMs + this.#driftMs + (trueMs - this.#anchorMs) * this.#slope
  }

  /** Takes the drift so far into account before the rate changes. */
  #settle(): void {
    const trueMs = this.trueMs()
    this.#driftMs += (trueMs - this.#anchorMs) * this.#slope
    this.#anchorMs = trueMs
  }

  #setSlope(): void {
    let parts = 0
    for (const rate of this.#rates.values()) parts += rate.partsPerMillion
    // A clock never stands still or runs back by itself: its timers would never fire.
    this.#slope = Math.max(parts, 1 - PARTS) / PARTS
  }
}

function farther(left: number, right: number): number {
  return Math.abs(right) > Math.abs(left) ? right : left
}

function gained(rate: Rate, trueMs: number): number {
  return ((trueMs - rate.sinceMs) * rate.partsPerMillion) / PARTS
}
