/** The operations of a run for export, one event in memory at a time. */
import type { HistoryEvent } from '../../core/history/operation.ts'
import { refuse } from '../ipc/envelope.ts'
import { findOversized } from '../recorder/cell-sizes.ts'
import type { RunFile } from '../recorder/open-run-file.ts'
import { iterateHistory } from '../recorder/queries/history.ts'

/** Throws `CallError` for a history that holds values of sizes that ours never have. */
export function* historyEvents({ database }: RunFile): Generator<HistoryEvent> {
  const oversized = findOversized(database, ['history'])
  if (oversized !== null) throw refuse(oversized)
  yield* iterateHistory(database)
}
