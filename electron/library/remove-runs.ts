/** Deletes runs of the library for good, with what lies beside their files. */
import { CallError, refuse } from '../ipc/envelope.ts'
import { isRunLocked } from '../recorder/run-lock.ts'
import { discardRun } from './discard-run.ts'
import { findLibraryFile } from './library-file.ts'

/**
 * How many there were to remove. Throws `CallError`, and removes nothing, where one of them is
 * being recorded or is no file of the library; one that is gone already is passed over.
 */
export function removeRuns(runs: string, names: readonly string[]): number {
  const paths = names.flatMap((name) => present(runs, name))
  const recorded = paths.find(({ path }) => isRunLocked(path))
  if (recorded !== undefined) throw refuse(`${recorded.name} is being recorded; stop it first`)
  for (const { path } of paths) discardRun(path)
  return paths.length
}

function present(runs: string, name: string): { readonly name: string; readonly path: string }[] {
  try {
    return [{ name, path: findLibraryFile(runs, name) }]
  } catch (error) {
    if (error instanceof CallError && error.code === 'not-found') return []
    throw error
  }
}
