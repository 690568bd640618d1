/**
 * What one machine takes for the time. Two clocks, as a computer has: the wall clock, which
 * faults may step, and the steady clock of its timers, which only a wrong rate can bend. The
 * wall clock shows the steady one plus its offset, so a drift moves both and a step only one.
 *
 * Everything is in whole microseconds of virtual time; rounding is always down.
 */
import { assert } from '../base/assert.ts'

const MILLION = 1_000_000
/** Clocks may run slow, but never backwards or not at all. */
const SLOWEST_PPM = -900_000
const FASTEST_PPM = 9_000_000

interface Strobe {
  readonly byUs: number
  readonly everyUs: number
}

interface Rate {
  readonly partsPerMillion: number
  readonly sinceUs: number
}

export class SimulatedClock {
  readonly #epochMs: number
  readonly #rates = new Map<string, Rate>()
  readonly #strobes = new Map<string, Strobe>()
  #ppm = 0
  /** The two clocks agreed here when the rate last changed. */
  #sinceTrueUs = 0
  #sinceSteadyUs = 0
  #offsetUs = 0

  constructor(epochMs: number) {
    this.#epochMs = epochMs
  }

  /** The machine's steady clock: what its timers run on. */
  steadyUs(trueUs: number): number {
    const passedUs = trueUs - this.#sinceTrueUs
    if (this.#ppm === 0) return this.#sinceSteadyUs + passedUs
    return this.#sinceSteadyUs + passedUs + Math.floor((passedUs * this.#ppm) / MILLION)
  }

  /** The first true time at which the steady clock shows `steadyUs` or more. */
  trueUs(steadyUs: number): number {
    const missingUs = steadyUs - this.#sinceSteadyUs
    if (this.#ppm === 0) return this.#sinceTrueUs + Math.ceil(missingUs)
    return this.#sinceTrueUs + Math.ceil((missingUs * MILLION) / (MILLION + this.#ppm))
  }

  /** The wall clock, whole ms since the epoch. */
  nowMs(trueUs: number): number {
    const strobedUs = this.#strobes.size === 0 ? 0 : this.#strobedUs(trueUs)
    return this.#epochMs + Math.floor((this.steadyUs(trueUs) + this.#offsetUs + strobedUs) / 1000)
  }

  /** How far the wall clock is ahead of the true time, ms, without its strobes; signed. */
  offsetMs(trueUs: number): number {
    return (this.steadyUs(trueUs) + this.#offsetUs - trueUs) / 1000
  }

  step(byMs: number): void {
    this.#offsetUs += Math.round(byMs * 1000)
  }

  /** From now on the clock gains `partsPerMillion` us each second, on top of other rules. */
  setRate(id: string, partsPerMillion: number, trueUs: number): void {
    this.#rates.set(id, { partsPerMillion, sinceUs: trueUs })
    this.#reckon(trueUs)
  }

  /** From now on the wall clock is `byMs` off for `everyMs`, right for as long, and so on. */
  strobe(id: string, byMs: number, everyMs: number): void {
    this.#strobes.set(id, { byUs: Math.round(byMs * 1000), everyUs: Math.round(everyMs * 1000) })
  }

  /**
   * The clock keeps what it gained at a rate, and not what it strobed. Returns how far the rule
   * has moved it, ms; `null` when there was no such rule.
   */
  lift(id: string, trueUs: number): number | null {
    const gainedMs = this.gainedMs(id, trueUs)
    this.#strobes.delete(id)
    if (this.#rates.delete(id)) this.#reckon(trueUs)
    return gainedMs
  }

  /** How far the rate or strobe `id` has moved the clock so far, ms; signed. */
  gainedMs(id: string, trueUs: number): number | null {
    const strobe = this.#strobes.get(id)
    if (strobe) return strobe.byUs / 1000
    const rate = this.#rates.get(id)
    if (!rate) return null
    return ((trueUs - rate.sinceUs) * rate.partsPerMillion) / MILLION / 1000
  }

  /** Of rates and strobes. */
  ruleIds(): readonly string[] {
    return [...this.#rates.keys(), ...this.#strobes.keys()]
  }

  /** Takes back every step, drift and strobe: the wall clock shows the true time again. */
  straighten(trueUs: number): void {
    this.#rates.clear()
    this.#strobes.clear()
    this.#reckon(trueUs)
    this.#offsetUs = trueUs - this.#sinceSteadyUs
  }

  /**
   * Counted from the beginning of the run and not of the rule, so that a run that is taken up in
   * its middle is off when it was.
   */
  #strobedUs(trueUs: number): number {
    let sumUs = 0
    for (const { byUs, everyUs } of this.#strobes.values()) {
      if (Math.floor(trueUs / everyUs) % 2 === 0) sumUs += byUs
    }
    return sumUs
  }

  #reckon(trueUs: number): void {
    this.#sinceSteadyUs = this.steadyUs(trueUs)
    this.#sinceTrueUs = trueUs
    let ppm = 0
    for (const rate of this.#rates.values()) ppm += rate.partsPerMillion
    assert(Number.isFinite(ppm), `a clock was given the rate ${ppm}`)
    this.#ppm = Math.min(FASTEST_PPM, Math.max(SLOWEST_PPM, ppm))
  }
}
