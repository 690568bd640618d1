/**
 * What a conductor may ask of the recorder of one run. `open-recorder.ts` makes one.
 *
 * One worker thread owns the run file. It tails the journals of the processes from their files,
 * so recording costs the nodes nothing but the journal that they write anyway, and it commits
 * at least every 100 ms: what a killed conductor leaves behind is at most that old.
 */
import type { Recording } from '../../core/checkers/checker.ts'
import type { Action, Evidence } from '../../core/faults/action.ts'
import type { Effect } from '../../core/faults/fault.ts'
import type { Drill } from '../../core/drills/drill.ts'
import type { FinalState } from '../../core/checkers/checker.ts'
import type { VerdictDocument } from '../../core/drills/verdict-document.ts'

export interface RunHeader {
  readonly drill: Drill
  /** The text of the drill file, as its author wrote it. */
  readonly source: string
  readonly seed: string
  readonly simulated: boolean
  /** RFC 3339, UTC. */
  readonly startedAt: string
  readonly faultlineVersion: string
  /** Where it continues another one. */
  readonly parent?: ParentRun
}

export interface ParentRun {
  /** Name of the run that this one was forked from. */
  readonly run: string
  /** The moment of the fork, since the workload began. */
  readonly atMs: number
  /** What it does otherwise, and what of its past is not exact: sentences for people. */
  readonly changes: readonly string[]
}

export interface PlannedFault {
  readonly id: string
  readonly kind: string
  readonly target: string
  readonly parameters: { readonly [name: string]: unknown }
  readonly apply: readonly Action[]
  readonly undo: readonly Action[]
  readonly plannedAtMs: number
}

export interface RecordingCost {
  readonly journalBytes: number
  readonly journalEntries: number
  readonly historyEvents: number
  /** Bytes that the journals hold and the run file does not yet. */
  readonly behindBytes: number
  /** Journals that cannot be read further, and why; a verdict on such a run is not whole. */
  readonly troubles?: readonly string[]
}

export interface Recorder {
  /** Path of the run file. */
  readonly path: string
  /** Follows the journal of `process`, which grows at `path`. */
  tail(process: string, path: string): void
  /** Resolves when the plan is committed; only then may the fault be applied. */
  faultPlanned(fault: PlannedFault): Promise<void>
  faultApplied(id: string, atMs: number): void
  faultUndone(id: string, atMs: number): void
  faultMeasured(id: string, evidence: Evidence, effect: Effect): void
  /** A word for the log of the run: trouble, phases, aborts. */
  note(atMs: number, kind: string, text: string): void
  metric(atMs: number, name: string, value: number): void
  cost(): Promise<RecordingCost>
  /** Takes everything that the journals hold; afterwards whoever reads the run file has it too. */
  catchUp(): Promise<void>
  /** Catches up with every journal, then hands over what the checkers need. */
  recording(finalStates: readonly FinalState[]): Promise<Recording>
  /** Writes the verdict and marks the run `finished`; `prepare-run.ts` makes its timeline later. */
  seal(document: VerdictDocument): Promise<void>
  /** Marks the run `interrupted` (after a signal, or an error) with the reason. */
  interrupt(reason: string): Promise<void>
  close(): Promise<void>
}
