/** What a running drill tells whoever watches it. */
import type { Phase } from '../../core/drills/decision.ts'
import type { ClusterView } from '../../core/drills/world.ts'
import type { ProcessSummary } from '../cluster/contract.ts'
import type { RunningDrill } from './running-drill.ts'
import type { BrokenPromise } from './watch-promises.ts'

export interface DrillProgress {
  readonly phase: Phase
  /** Since the workload began, ms; null during warm-up. */
  readonly atMs: number | null
  readonly durationMs: number
  readonly view: ClusterView
  /** Over the last second. */
  readonly okPerSecond: number
  readonly acknowledged: number
  readonly p99Ms: number | null
  readonly activeFaults: number
}

export interface DrillListener {
  /** A few times a second. */
  progress(progress: DrillProgress): void
  /** A fault applied or undone, a warning, trouble at a node. `atMs` as in `DrillProgress`. */
  event(atMs: number | null, text: string, kind: string): void
  /** Called once, when the run file is there and before the first process is started. */
  running?(drill: RunningDrill): void
  /** Something that people want to see at once: another phase, an election, a node's state. */
  news?(): void
  /** A check that will be red in the end is so already. */
  promiseBroken?(broken: BrokenPromise): void
  /** What a process said of its operations and its clock. */
  summary?(summary: ProcessSummary): void
}
