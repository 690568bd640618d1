/**
 * What an invariant is: something that sees the reports of a run in their order, each once, and
 * then says whether its promise was kept. There are many reports, and reading them is most of the
 * work; so all invariants see them in one walk (`index.ts`), and none may walk by itself.
 */
import type { CheckResult, NodeReport } from '../../../checkers/checker.ts'
import type { RaftReport } from '../reports.ts'
import type { NodeLogs } from './node-logs.ts'

export interface Invariant {
  readonly name: string
  readonly summary: string
  /** Sees no more than `budget` steps' worth of reports. */
  watch(budget: number): Watch
}

export interface Watch {
  /**
   * To be called for every report, with its `event` and with the logs after it. `logs` are null
   * from where they are not known any more: reports of this node are missing.
   */
  see(report: NodeReport, event: RaftReport, logs: NodeLogs | null): void
  /** After the last one. */
  result(): CheckResult
}
