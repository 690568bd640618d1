/** Checks the path that a person chose for a run before anything is started. */
import { accessSync, constants, lstatSync } from 'node:fs'
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
    accessSync(dirname(absolute), constants.W_OK)
  } catch {
    throw new UsageError(`--out ${path}: no file can be made in ${dirname(absolute)}`)
  }
  return absolute
}
