/** Checks the path that a person chose for a run before anything is started. */
import { closeSync, lstatSync, openSync, rmSync } from 'node:fs'
import { dirname, resolve } from 'node:path'
import { UsageError } from '../exit-code.ts'

/** The absolute path; `UsageError` where something is there already or no file can be made. */
export function newRunFile(path: string): string {
  if (path === '') throw new UsageError('--out: expected the path of a file')
  const absolute = resolve(path)
  // A link that leads nowhere counts: what would be made is not what was named.
  const there = lstatSync(absolute, { throwIfNoEntry: false })
  if (there?.isDirectory()) throw new UsageError(`--out ${path}: this is a folder`)
  if (there) throw new UsageError(`--out ${path}: there is a file already`)
  try {
    // Made and taken away again: what a folder permits is not all that decides.
    closeSync(openSync(absolute, 'wx'))
    rmSync(absolute)
  } catch {
    throw new UsageError(`--out ${path}: no file can be made in ${dirname(absolute)}`)
  }
  return absolute
}
