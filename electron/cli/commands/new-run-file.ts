/** Checks the path that a person chose for a run before anything is started. */
import { accessSync, constants, existsSync } from 'node:fs'
import { dirname, resolve } from 'node:path'
import { UsageError } from '../exit-code.ts'

/** The absolute path; `UsageError` where a file is there already or none can be made. */
export function newRunFile(path: string): string {
  const absolute = resolve(path)
  if (existsSync(absolute)) throw new UsageError(`--out ${path}: there is a file already`)
  try {
    accessSync(dirname(absolute), constants.W_OK)
  } catch {
    throw new UsageError(`--out ${path}: no file can be made in ${dirname(absolute)}`)
  }
  return absolute
}
