/**
 * A live drill as whoever watches it sees it and may take part in it, from its first process to
 * its verdict. Times are ms since the run began, if not said otherwise.
 */
import type { Phase } from '../../core/drills/decision.ts'
import type { FaultChoice, ScheduleEntry } from '../../core/drills/drill.ts'
import type { Measurements } from '../../core/drills/measurements.ts'
import type { FaultRecord } from '../../core/drills/standing-faults.ts'
import type { ClusterView } from '../../core/drills/world.ts'
import type { Evidence } from '../../core/faults/action.ts'
import type { RecordingCost } from '../recorder/contract.ts'

export interface Halted {
  /** Faults that were undone, and whatever stood beside them. */
  readonly lifted: number
  /** Paused nodes that run again. */
  readonly resumed: number
  readonly tookMs: number
}

export type Injected =
  | { readonly ok: true; readonly fault: string }
  /** A sentence without a full stop. */
  | { readonly ok: false; readonly problem: string }

export interface RunningDrill {
  readonly phase: Phase
  readonly nowMs: number
  /** When the workload began; null before. */
  readonly begunMs: number | null
  readonly measurements: Measurements
  /** In the order in which they were planned; their times are since the workload began. */
  readonly faults: readonly FaultRecord[]
  readonly schedulePaused: boolean
  readonly scheduleLeft: number
  /** What is still to come; times are since the workload began. */
  readonly schedule: readonly ScheduleEntry[]
  view(): ClusterView
  /** What every fault did so far. */
  evidence(): Promise<{ readonly [fault: string]: Evidence }>
  recordingCost(): Promise<RecordingCost>

  /** Applies a fault now; resolves when it is applied at its nodes. What failed half is undone. */
  inject(choice: FaultChoice): Promise<Injected>
  /** Undoes a fault; resolves when it is undone, false where no such fault stands. */
  undo(fault: string): Promise<boolean>
  pauseSchedule(paused: boolean): void
  /** Undoes everything, within a second whatever is stuck, and goes on to the verdict. */
  halt(): Promise<Halted>
  /** A word for the log of the run. */
  note(kind: string, text: string): void
}
