/**
 * Makes a failing drill small: the fewest faults, then nodes, clients, operations and time, with
 * which the same promise is still broken.
 *
 * It begins from what really happened, the recorded schedule of the failing seed, so that nothing
 * is drawn any more but what the machines draw themselves. Faults are taken away by delta
 * debugging (Zeller and Hildebrandt, "Simplifying and Isolating Failure-Inducing Input", IEEE TSE
 * 28(2), 2002, section 4: ddmin); everything else by halving. A change of timing changes what the
 * machines draw, so a candidate may be tried under a few seeds; which one failed is told.
 *
 * A generator: it hands over after every run, so that a host can show progress and stop; whatever
 * was found until then is the result.
 */
import { assert } from '../base/assert.ts'
import type { Checker } from '../checkers/checker.ts'
import { checkDrill } from '../drills/check-drill.ts'
import type { Drill, ScheduleEntry } from '../drills/drill.ts'
import { repeated } from '../drills/recorded-schedule.ts'
import type { DrillLibrary } from '../drills/schema.ts'
import { withSchedule } from '../drills/with-schedule.ts'
import { runDrill } from './run-drill.ts'
import { smallerDrills } from './smaller-drills.ts'

export interface ShrinkOptions {
  readonly drill: Drill
  /** A seed with which the drill fails. */
  readonly seed: string
  readonly checkers: readonly Checker[]
  readonly library: DrillLibrary
  /** Runs in all; the smallest found by then is the result. */
  readonly runsMax: number
  /** Further seeds, beside the one that failed last, that each candidate is tried under. */
  readonly seedsEach: number
}

export interface Shrunk {
  readonly drill: Drill
  /** With which it fails. */
  readonly seed: string
  /** The promise that is broken. */
  readonly check: string
  readonly faults: number
  readonly runs: number
}

export interface ShrinkStep {
  readonly runs: number
  readonly smallest: Shrunk
}

/** Returns null where the drill does not fail under its seed. */
export function* shrink(options: ShrinkOptions): Generator<ShrinkStep, Shrunk | null> {
  const { drill, seed, checkers } = options
  const first = runDrill({ drill, seed, checkers, digest: 'steps' })
  const check = first.document.checks.find(({ verdict }) => verdict === 'invalid')?.name
  if (check === undefined) return null
  const search = new Search(options, check)
  yield* search.take(repeated(drill, first.outcome.faults))
  yield* search.fewerFaults()
  for (let before = -1; before !== search.changes && !search.spent;) {
    before = search.changes
    yield* search.smaller()
    yield* search.fewerFaults()
  }
  return search.smallest
}

class Search {
  changes = 0
  smallest: Shrunk
  readonly #options: ShrinkOptions
  readonly #check: string
  #runs = 1

  constructor(options: ShrinkOptions, check: string) {
    this.#options = options
    this.#check = check
    this.smallest = this.#shrunk(options.drill, options.seed)
  }

  get spent(): boolean {
    return this.#runs >= this.#options.runsMax
  }

  /** Keeps `candidate` where it fails as the drill did; the answer is whether. */
  *take(candidate: Drill): Generator<ShrinkStep, boolean> {
    if (checkDrill(candidate, this.#options.library).length > 0) return false
    for (const seed of this.#seeds()) {
      if (this.spent) return false
      this.#runs++
      const failed = this.#fails(candidate, seed)
      if (failed) {
        this.changes++
        this.smallest = this.#shrunk(candidate, seed)
      }
      yield { runs: this.#runs, smallest: this.smallest }
      if (failed) return true
    }
    return false
  }

  /** One after the other, whatever makes the drill smaller, for as long as it does. */
  *smaller(): Generator<ShrinkStep, void> {
    for (const way of smallerDrills) {
      for (;;) {
        const candidate = way(this.smallest.drill)
        if (candidate === null || !(yield* this.take(candidate))) break
      }
    }
  }

  /** ddmin over the faults of the schedule. */
  *fewerFaults(): Generator<ShrinkStep, void> {
    let parts = 2
    for (;;) {
      const { schedule } = this.smallest.drill
      if (schedule.length === 0) return
      const found = yield* this.#without(partsOf(schedule, parts))
      if (found) parts = Math.max(2, parts - 1)
      else if (parts >= schedule.length) return
      else parts = Math.min(schedule.length, parts * 2)
      if (this.spent) return
    }
  }

  /** The schedule without one of its parts. */
  *#without(parts: readonly (readonly ScheduleEntry[])[]): Generator<ShrinkStep, boolean> {
    const { drill } = this.smallest
    for (const part of parts) {
      const rest = drill.schedule.filter((entry) => !part.includes(entry))
      if (yield* this.take(withSchedule(drill, rest))) return true
    }
    return false
  }

  *#seeds(): Generator<string> {
    yield this.smallest.seed
    for (let extra = 1; extra <= this.#options.seedsEach; extra++) {
      if (String(extra) !== this.smallest.seed) yield String(extra)
    }
  }

  #fails(drill: Drill, seed: string): boolean {
    const { checkers } = this.#options
    const { checks } = runDrill({ drill, seed, checkers, digest: 'steps' }).document
    return checks.some(({ name, verdict }) => name === this.#check && verdict === 'invalid')
  }

  #shrunk(drill: Drill, seed: string): Shrunk {
    const faults = drill.schedule.filter((entry) => 'fault' in entry).length
    return { drill, seed, check: this.#check, faults, runs: this.#runs }
  }
}

/** `entries` in `count` parts of nearly equal length, none of them empty. */
function partsOf(entries: readonly ScheduleEntry[], count: number): ScheduleEntry[][] {
  assert(count >= 1, 'at least one part')
  const parts: ScheduleEntry[][] = []
  for (let part = 0; part < count; part++) {
    const from = Math.floor((part * entries.length) / count)
    const to = Math.floor(((part + 1) * entries.length) / count)
    if (to > from) parts.push(entries.slice(from, to))
  }
  return parts
}
