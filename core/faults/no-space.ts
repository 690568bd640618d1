/** The disk is full: appends fail. */
import { diskFailure } from './disk-failure.ts'
import { count } from './measured.ts'

export const NO_SPACE = diskFailure({
  kind: 'no-space',
  summary: 'The disk is full: every write fails until undone.',
  rule: { type: 'no-space' },
  refused: ({ failedWrites }) =>
    failedWrites !== undefined && `${count(failedWrites, 'write')} failed`,
  unmet: 'no write met the full disk',
})
