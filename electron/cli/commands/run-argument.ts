/** The run that an argument means, or an error for the person who typed it. */
import { readFailure } from '../../library/read-failure.ts'
import { resolveRun } from '../../library/resolve-run.ts'
import { showRun, type ShownRun } from '../../library/show-run.ts'
import type { RunFile } from '../../recorder/open-run-file.ts'
import { openRunFile } from '../../recorder/open-run-file.ts'
import { UsageError } from '../exit-code.ts'
import type { Terminal } from '../terminal.ts'
import { completeAloud } from './complete-aloud.ts'

/** What commands say of their `<run>` argument. */
export const RUN_ARGUMENT = "a run file, the name of a run or its beginning, or 'latest'"

/** Its path; an own run whose recorder was killed has been completed from its journals. */
export function runPath(nameOrPath: string, terminal: Terminal): string {
  const resolved = resolveRun(nameOrPath)
  if (!resolved.ok) throw new UsageError(resolved.message)
  completeAloud(resolved.path, terminal)
  return resolved.path
}

/** Throws `UsageError` for what is not a run; `named` is what the person called it. */
export function readRun(path: string, named: string): ShownRun {
  const shown = showRun(path)
  if (!shown.ok) throw new UsageError(`${named}: ${shown.problem.message}`)
  return shown.run
}

/** What `read` makes of the opened file. Rejects with `UsageError` for what is not a sound run. */
export async function withRunFile<Result>(
  path: string,
  named: string,
  read: (file: RunFile) => Result | Promise<Result>,
): Promise<Result> {
  const opened = openRunFile(path)
  if (!opened.ok) throw new UsageError(`${named}: ${opened.problem.message}`)
  try {
    return await read(opened.file)
  } catch (error) {
    const why = readFailure(error)
    throw why === null ? error : new UsageError(`${named}: ${why}`)
  } finally {
    opened.file.close()
  }
}
