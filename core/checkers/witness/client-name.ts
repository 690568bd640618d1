/** How witnesses call a process. */
import type { Recording } from '../checker.ts'

/**
 * The name of the client behind a process, where the recording says how many clients there
 * were: process numbers are `index + k * clients`, and client 0 is `c1`. Otherwise the
 * process by its number.
 */
export function clientName(workload: Recording['workload']): (process: number) => string {
  const { clients } = workload
  if (clients === undefined) return (process) => `process ${process}`
  return (process) => `c${(process % clients) + 1}`
}
