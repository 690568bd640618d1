/**
 * The outcome of a drill as `drill --json` prints it and as the run file keeps it. Scripts
 * depend on these names: fields are added, never renamed.
 */
import type { CheckResult, Verdict } from '../checkers/checker.ts'

export interface VerdictDocument {
  /** Path of the run file. */
  readonly run: string
  readonly drill: string
  readonly system: string
  /** Release that ran, `correct` or a mutant. */
  readonly release: string
  readonly seed: string
  readonly simulated: boolean
  readonly verdict: Verdict
  readonly checks: readonly CheckResult[]
  readonly hypothesis: HypothesisAnswer
  readonly recovery: RecoveryAnswer
  readonly operations: { readonly ok: number; readonly fail: number; readonly info: number }
  readonly latencyMs: Percentiles
  readonly throughputPerSecond: number
  /** Share of 100 ms slots of the workload with an acknowledged operation, 0 to 1. */
  readonly availability: number
  readonly unavailableMs: number
  readonly elections: number
  readonly faults: readonly FaultOutcome[]
  readonly warnings: readonly string[]
  readonly durationMs: number
}

export interface Percentiles {
  readonly p50: number
  readonly p95: number
  readonly p99: number
  readonly p999: number
}

export interface HypothesisAnswer {
  readonly statement: string
  /** `unknown` where the drill was aborted before it could be asked. */
  readonly answer: 'held' | 'refuted' | 'unknown'
  readonly measured: readonly MeasuredExpectation[]
}

export interface MeasuredExpectation {
  /** For people: "longest outage at most 2 s". */
  readonly expectation: string
  readonly value: number | null
  /** The value as people read it, with its unit; absent where nothing was measured. */
  readonly told?: string
  readonly met: boolean
}

export interface RecoveryAnswer {
  readonly answer: 'recovered' | 'not-recovered' | 'not-asked' | 'unknown'
  /** From the last undo to the steady state, ms. */
  readonly afterMs: number | null
}

export interface FaultOutcome {
  readonly kind: string
  readonly target: string
  /** Since the workload began, ms. */
  readonly atMs: number
  readonly undoneAtMs: number | null
  readonly proven: boolean
  readonly effect: string
}
