/** The moment at which a broken promise shows. Pure. */
import type { CheckResult } from '../../../core/checkers/checker.ts'
import type { DrawnWitness } from '../../../electron/ipc/shapes/runs.ts'

const NS_PER_US = 1000

/** Microseconds since the run began; null where nothing says when. */
export function momentOf(
  { witness }: Pick<CheckResult, 'witness'>,
  drawn: DrawnWitness | undefined,
): number | null {
  const impossible = drawn?.operations.find(({ part }) => part === 'impossible')
  if (impossible !== undefined) return impossible.toUs ?? impossible.fromUs
  const report = witness?.reports?.at(-1)
  if (report !== undefined) return report.atUs
  const event = witness?.events?.at(-1)
  return event === undefined ? null : event.time / NS_PER_US
}
