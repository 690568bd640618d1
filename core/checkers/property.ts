/**
 * What a property of histories is: a name that `faultline check --model` and drills know, and a
 * judgement that is made in slices, so that whoever asks can do something else in between, show
 * how far it is, or give up. There is no clock in here: budgets are steps.
 */
import type { OperationList } from '../history/operation-list.ts'
import type { HistoryOperation } from '../history/operation.ts'
import type { Verdict, Witness } from './checker.ts'
import type { TellerOptions } from './witness/teller.ts'

/** Work in slices: it yields the steps so far, after a few milliseconds of them (`pace.ts`). */
export type Sliced<Result> = Generator<number, Result, void>

export interface ReadHistory {
  /** In the order of their invocations, as `pairOperations` gives them. */
  readonly operations: OperationList
}

export interface PropertyOptions {
  /** The state before the first operation, where it is not the property's own. Plain data. */
  readonly initial?: unknown
  /**
   * Whether the history holds every operation since the initial state, as one of a run of ours
   * does. One from a file may begin in the middle, or be that of some keys.
   */
  readonly whole?: boolean
  /** See `ModelOptions.nullReads`. */
  readonly nullReads?: 'observed' | 'unknown'
  /** How far reads may lag, ms; absent: as far as they do. `bounded-staleness` alone asks. */
  readonly stalenessMs?: number
  /** Steps; beyond them the verdict is `unknown`. */
  readonly budget: number
  /** How sentences name processes and moments; absent: by number, and by place in the history. */
  readonly telling?: TellerOptions
}

/** One kind of thing that went wrong, by the name that its literature gives it. */
export interface Anomaly {
  /** `G1c`, `lost-update`, `stale-read`. */
  readonly type: string
  readonly count: number
  /** The smallest that was found. */
  readonly witness: Witness
}

export interface Judgement {
  readonly verdict: Verdict
  /** One sentence: what was found, or how much was looked at. */
  readonly summary: string
  readonly steps: number
  /** Of the worst anomaly. */
  readonly witness?: Witness
  /** Worst first; absent for a property with one way to be broken. */
  readonly anomalies?: readonly Anomaly[]
  /** Names of consistency models that the history rules out, weakest first. */
  readonly ruledOut?: readonly string[]
}

export type Judging =
  | { readonly ok: true; readonly judgement: Judgement }
  /** The history is not one of this property: an operation that it does not know. */
  | { readonly ok: false; readonly message: string; readonly operation?: HistoryOperation }

export interface HistoryProperty {
  /** `list-append`, `total-queue`. */
  readonly name: string
  /** One line for lists. */
  readonly summary: string
  /** The names (`f`) that it understands. */
  readonly operations: readonly string[]
  judge(history: ReadHistory, options: PropertyOptions): Sliced<Judging>
}

/** Does all the slices at once. */
export function finish<Result>(work: Sliced<Result>): Result {
  for (;;) {
    const slice = work.next()
    if (slice.done === true) return slice.value
  }
}
