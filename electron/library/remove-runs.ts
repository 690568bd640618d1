/** Deletes runs of the library for good, with what lies beside their files. */
import { rmSync } from 'node:fs'
import { CallError, refuse } from '../ipc/envelope.ts'
import { isRunLocked, lockPathOf } from '../recorder/run-lock.ts'
import { findLibraryFile } from './library-file.ts'

const BESIDE = ['-wal', '-shm', '-journal']

/**
 * How many there were to remove. Throws `CallError`, and removes nothing, where one of them is
 * being recorded or is no file of the library; one that is gone already is passed over.
 */
export function removeRuns(runs: string, names: readonly string[]): number {
  const paths = names.flatMap((name) => present(runs, name))
  const recorded = paths.find(({ path }) => isRunLocked(path))
  if (recorded !== undefined) throw refuse(`${recorded.name} is being recorded; stop it first`)
  for (const { path } of paths) {
    // First what is beside it: a log without its file would be taken for that of a later one.
    for (const suffix of BESIDE) rmSync(`${path}${suffix}`, { force: true })
    rmSync(path, { force: true })
    rmSync(lockPathOf(path), { force: true })
  }
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
