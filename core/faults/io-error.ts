/** The disk answers every write with an error. */
import { diskFailure } from './disk-failure.ts'
import { count } from './measured.ts'

export const IO_ERROR = diskFailure({
  kind: 'io-error',
  summary: 'Every write to the disk fails with an error until undone.',
  rule: { type: 'io-error' },
  refused: ({ failedWrites }) =>
    failedWrites !== undefined && `${count(failedWrites, 'write')} failed`,
  unmet: 'no write met the error',
})
