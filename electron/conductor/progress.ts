/** What a running drill tells whoever watches it. */
import type { Phase } from '../../core/drills/decision.ts'
import type { ClusterView } from '../../core/drills/world.ts'

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
  event(atMs: number | null, text: string): void
}
