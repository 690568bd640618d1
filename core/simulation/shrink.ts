/**
 * Makes a failing drill small: the fewest faults, then nodes, clients, operations and time, with
 * which the same promise is still broken.
 *
 * It begins from what really happened, the recorded schedule of the failing seed, so that nothing
 * is drawn any more but what the machines draw themselves. Faults are taken away by delta
 * debugging (Zeller and Hildebrandt, "Simplifying and Isolating Failure-Inducing Input", IEEE TSE
 * 28(2), 2002, section 4: ddmin); everything else by halving.
 *
 * Whatever is taken away shifts what the machines draw afterwards, and a bug that needs a
 * coincidence may miss it by a hair. So a smaller drill is tried under the seed that failed last,
 * and where that keeps nothing, the whole search begins anew with more seeds for each candidate,
 * for some of them with the faults moved a little too. Which seed failed in the end is told.
 *
 * A generator that runs nothing itself: it asks which of some trials is the first that fails, and
 * its host runs them on as many cores as there are. The answers, and so the result, do not depend
 * on their number. A host may stop at any question; what was found until then is the result.
 */
import { assert } from '../base/assert.ts'
import { checkDrill } from '../drills/check-drill.ts'
import type { Drill, ScheduleEntry } from '../drills/drill.ts'
import type { DrillLibrary } from '../drills/schema.ts'
import { withSchedule } from '../drills/with-schedule.ts'
import { aimedByRole } from './aimed-by-role.ts'
import type { Failure, Likeness, Trial } from './failure.ts'
import { nudgedDrill } from './nudged-drill.ts'
import { endingAt, smallerDrills } from './smaller-drills.ts'

export interface ShrinkOptions {
  readonly failure: Failure
  readonly library: DrillLibrary
  /** Trials in all; the smallest drill found by then is the result. */
  readonly trialsMax: number
}

export interface Shrunk extends Likeness {
  readonly drill: Drill
  /** With which it fails. */
  readonly seed: string
  readonly faults: number
  readonly trials: number
}

/** "Which of these fails first?" To be answered by its index, or by null. */
export interface ShrinkQuestion {
  readonly trials: readonly Trial[]
  /** So far. */
  readonly smallest: Shrunk
}

/** Further seeds for each candidate, from one round of the search to the next. */
const SEEDS_OF_ROUND = [0, 3, 20, 100, 300] as const
/** What is not a fault is not worth more seeds than this, nor is the last one. */
const SEEDS_FOR_SIZE_MAX = 10
/** Kept for the last step, which a long search should not miss. */
const TRIALS_FOR_ROLES = 50

export type ShrinkSearch = Generator<ShrinkQuestion, Shrunk, number | null>

const END_PRECISION_MS = 500

export function* shrink(options: ShrinkOptions): ShrinkSearch {
  const search = new Search(options)
  yield* search.earliestEnd()
  for (const seeds of SEEDS_OF_ROUND) {
    for (let before = -1; before !== search.changes && !search.spent;) {
      before = search.changes
      yield* search.smaller(Math.min(seeds, SEEDS_FOR_SIZE_MAX))
      yield* search.fewerFaults(seeds)
    }
  }
  yield* search.byRole()
  return search.smallest
}

class Search {
  changes = 0
  readonly #options: ShrinkOptions
  /** Trials after which it goes to its last step. */
  #limit: number
  #drill: Drill
  #seed: string
  #trials = 0

  constructor(options: ShrinkOptions) {
    this.#options = options
    const { trialsMax } = options
    this.#limit = trialsMax - Math.min(TRIALS_FOR_ROLES, Math.floor(trialsMax / 10))
    this.#drill = options.failure.drill
    this.#seed = options.failure.seed
  }

  get spent(): boolean {
    return this.#trials >= this.#limit
  }

  get smallest(): Shrunk {
    const { promise, greenOnCorrect, needsFaults } = this.#options.failure
    const drill = this.#drill
    const faults = drill.schedule.filter((entry) => 'fault' in entry).length
    const trials = this.#trials
    return { drill, seed: this.#seed, promise, greenOnCorrect, needsFaults, faults, trials }
  }

  /** Bisects the time by which the promise is broken, and ends the drill there. */
  *earliestEnd(): Generator<ShrinkQuestion, void, number | null> {
    const whole = this.#drill
    let soundMs = 0
    let brokenMs = whole.workload.durationMs
    while (brokenMs - soundMs > END_PRECISION_MS) {
      const middleMs = Math.ceil((soundMs + brokenMs) / 2 / END_PRECISION_MS) * END_PRECISION_MS
      if (middleMs >= brokenMs) return
      if (yield* this.#take([endingAt(whole, middleMs)], 0)) brokenMs = middleMs
      else soundMs = middleMs
    }
  }

  /** One after the other, whatever makes the drill smaller, for as long as it does. */
  *smaller(seeds: number): Generator<ShrinkQuestion, void, number | null> {
    for (const way of smallerDrills) {
      for (;;) {
        const candidate = way(this.#drill)
        if (candidate === null || !(yield* this.#take([candidate], seeds))) break
      }
    }
  }

  /**
   * ddmin over the faults of the schedule. After a part was taken away it goes on with the part
   * behind: those before were needed a moment ago and most likely still are.
   */
  *fewerFaults(seeds: number): Generator<ShrinkQuestion, void, number | null> {
    let next = 0
    for (let count = 2; !this.spent;) {
      const drill = this.#drill
      const { schedule } = drill
      if (schedule.length === 0) return
      const parts = partsOf(schedule, count)
      const order = [...parts.slice(next), ...parts.slice(0, next)]
      const candidates = order.map((part) =>
        withSchedule(
          drill,
          schedule.filter((entry) => !part.includes(entry)),
        ),
      )
      const worth = schedule.length === 1 ? Math.min(seeds, SEEDS_FOR_SIZE_MAX) : seeds
      if (yield* this.#take(candidates, worth)) {
        const left = this.#drill.schedule
        const gap = schedule.findIndex((entry, index) => entry !== left[index])
        count = Math.max(2, count - 1)
        next = partsOf(left, count).findIndex(
          (part) => left.indexOf(part[0] as ScheduleEntry) >= gap,
        )
        next = Math.max(0, next)
      } else if (count >= schedule.length) {
        return
      } else {
        count = Math.min(schedule.length, count * 2)
        next = 0
      }
    }
  }

  /** Names give way to roles, wherever the same seed still fails. */
  *byRole(): Generator<ShrinkQuestion, void, number | null> {
    this.#limit = this.#options.trialsMax
    while (yield* this.#take(aimedByRole(this.#drill), 0));
  }

  /** Goes on with the first candidate that fails; the answer is whether one does. */
  *#take(
    candidates: readonly Drill[],
    seeds: number,
  ): Generator<ShrinkQuestion, boolean, number | null> {
    const possible = candidates.filter((candidate) => this.#isPossible(candidate))
    const trials = [this.#seed, ...furtherSeeds(this.#seed, seeds)]
      .flatMap((seed, number) => possible.map((drill) => this.#trial(drill, seed, number)))
      .slice(0, this.#limit - this.#trials)
    if (trials.length === 0) return false
    const first = yield { trials, smallest: this.smallest }
    this.#trials += first === null ? trials.length : first + 1
    if (first === null) return false
    const found = trials[first]
    assert(found !== undefined, 'the answer is one of the trials')
    this.#drill = found.drill
    this.#seed = found.seed
    this.changes++
    return true
  }

  /** Every second further seed comes with the faults moved a little too. */
  #trial(drill: Drill, seed: string, number: number): Trial {
    if (number === 0 || number % 2 === 1) return { drill, seed }
    const nudged = nudgedDrill(drill, seed)
    return { drill: this.#isPossible(nudged) ? nudged : drill, seed }
  }

  #isPossible(drill: Drill): boolean {
    return checkDrill(drill, this.#options.library).length === 0
  }
}

function furtherSeeds(seed: string, count: number): readonly string[] {
  const numbers = Array.from({ length: count }, (_, index) => String(index + 1))
  return numbers.filter((number) => number !== seed)
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
