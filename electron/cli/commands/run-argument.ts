/** The run that an argument means, or an error for the person who typed it. */
import { resolveRun } from '../../library/resolve-run.ts'
import { UsageError } from '../exit-code.ts'

/** What commands say of their `<run>` argument. */
export const RUN_ARGUMENT = "a run file, the name of a run or its beginning, or 'latest'"

export function runPath(nameOrPath: string): string {
  const resolved = resolveRun(nameOrPath)
  if (!resolved.ok) throw new UsageError(resolved.message)
  return resolved.path
}
