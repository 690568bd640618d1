/** What is said of a timeline that is being made. */
import type { Preparing } from '../../electron/ipc/shapes/runs.ts'

export function preparingWords({ share, waits }: Preparing): string {
  if (waits) return 'The timeline is prepared when the live drill is over.'
  return `Preparing the timeline, ${Math.floor((share ?? 1) * 100)} %`
}
