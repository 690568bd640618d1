/**
 * Syncs fail: what was written is gone, and no second sync brings it back, though it may claim so.
 * A node must stop at the first. Source: Rebello and others, "Can Applications Recover from fsync
 * Failures?" (ATC 2020).
 */
import { diskFailure } from './disk-failure.ts'
import { count } from './measured.ts'

export const FSYNC_ERROR = diskFailure({
  kind: 'fsync-error',
  summary: 'Every fsync fails, and what it should have saved is lost.',
  rule: { type: 'fsync-error' },
  refused: ({ failedSyncs }) =>
    failedSyncs !== undefined && `${count(failedSyncs, 'fsync')} failed`,
  unmet: 'no fsync met the error',
})
