/**
 * Many seeds of one drill in the simulator: the exploration that goes on now, or the last one since
 * the program began.
 *
 * Like a room it is told twice: `explore.state` gives all of it, to whoever comes or comes back;
 * `explore.summary`, at most 20 times a second, gives what moves, with only the new rows of the
 * list that grows. The list is numbered from 0 by `first`, so a listener sees when it missed some
 * and asks for the state again.
 */
import type { Verdict } from '../../../core/checkers/checker.ts'
import type { DrillFileError } from '../../drill-files/drill-file-error.ts'
import type { DrillOrigin, DrillSketch } from './drills.ts'

export interface ExploreShapes {
  'explore.start':
    { readonly ok: true } | { readonly ok: false; readonly errors: readonly DrillFileError[] }
  /** Null until a first exploration was started. */
  'explore.state': Exploration | null
  /** What was explored until then stays. */
  'explore.stop': Record<string, never>
  /** Runs a seed again, now kept as a run of the library; gives its name there. */
  'explore.record': { readonly run: string }
  /** Begins; how it goes on is told in `ExplorationNow.shrinking`. */
  'explore.shrink': Record<string, never>
  /** The smallest drill found until then is kept. */
  'explore.stopShrinking': Record<string, never>
}

export interface ExploreEvents {
  /** Another exploration took the place of the last one. */
  'explore.changed': Exploration
  'explore.summary': ExplorationSummary
}

export interface Exploration {
  /** Counts explorations since the program began. */
  readonly id: number
  /** With what was overridden, and the mutant as its release. */
  readonly drill: DrillSketch
  readonly origin: DrillOrigin
  /** Both included. */
  readonly fromSeed: number
  readonly toSeed: number
  /** Threads. */
  readonly workers: number
  readonly stopOnFailure: boolean
  /** On the command line, up to the seed: `faultline drill stale-read --simulate --seed`. */
  readonly command: string
  readonly now: ExplorationNow
  /** In the order in which they came. */
  readonly results: readonly SeedResult[]
}

/** What moves. */
export interface ExplorationNow {
  readonly standing: ExplorationStanding
  readonly seeds: number
  readonly valid: number
  readonly invalid: number
  readonly unknown: number
  readonly simulatedMs: number
  /** On the wall clock, without the time that it waited. */
  readonly exploredMs: number
  /** The last seed that was shrunk, or is being; null for none. */
  readonly shrinking: Shrinking | null
}

export interface ExplorationSummary {
  readonly id: number
  readonly now: ExplorationNow
  readonly results: { readonly first: number; readonly rows: readonly SeedResult[] }
}

export type ExplorationStanding =
  | { readonly kind: 'exploring' }
  /** It goes on by itself: nothing is explored beside a live drill, which measures time. */
  | { readonly kind: 'waiting'; readonly waitsFor: 'drill' | 'shrinking' }
  /** Every seed was explored, or one failed and that was enough. */
  | { readonly kind: 'explored' }
  /** By hand. */
  | { readonly kind: 'stopped' }
  /** Faultline itself failed. */
  | { readonly kind: 'failed'; readonly message: string }

export interface SeedResult {
  readonly seed: number
  readonly verdict: Verdict
  /** Of the check that broke, or could not tell; null where it was none, and for a valid run. */
  readonly check: string | null
  /** What its witness says, else its summary; empty for a valid run. */
  readonly why: string
}

export interface Shrinking {
  readonly seed: number
  readonly trials: number
  readonly trialsMax: number
  /** Of the smallest drill until now; null until it failed once more. */
  readonly size: ShrunkSize | null
  readonly standing: ShrinkStanding
}

export type ShrinkStanding =
  | { readonly kind: 'shrinking' }
  /** While a live drill runs. */
  | { readonly kind: 'waiting' }
  | {
      readonly kind: 'shrunk'
      /** The own drill in which it is kept. */
      readonly drill: string
      /** What it still breaks: `linearizable`, `elections`, `recovery`. */
      readonly broken: string
      /** The same drill is valid without the mutant. */
      readonly greenOnCorrect: boolean
      /** By hand, before the search was over. */
      readonly stopped: boolean
    }
  /** A sentence: nothing came of it, and nothing is kept. */
  | { readonly kind: 'nothing'; readonly reason: string }

export interface ShrunkSize {
  readonly faults: number
  readonly nodes: number
  readonly clients: number
  readonly durationMs: number
}
