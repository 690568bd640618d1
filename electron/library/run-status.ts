/** How a run stands: a run that says `running` but has no living writer was interrupted. */
import { isRunLocked } from '../recorder/run-lock.ts'
import type { RunRow, RunStatus } from '../recorder/queries/run.ts'

export interface Standing {
  readonly status: RunStatus
  readonly reason?: string
}

export function standingOf(path: string, run: RunRow): Standing {
  const { status, reason } = run
  if (status !== 'running') return { status, ...(reason !== undefined && { reason }) }
  if (isRunLocked(path)) return { status }
  return { status: 'interrupted', reason: 'its recorder ended without a word' }
}
