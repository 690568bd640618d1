/**
 * Tells a run that is being written from one whose writer was killed.
 *
 * The writer holds an exclusive SQLite lock on a small file beside the run file for as long as
 * it lives; the operating system drops the lock when the process dies, however it dies. No
 * process number is compared, so none can be mistaken for another's.
 */
import SQLite from 'better-sqlite3'
import { existsSync, rmSync } from 'node:fs'

export interface RunLock {
  release(): void
}

const TAKE_TIMEOUT_MS = 500

export function lockPathOf(runPath: string): string {
  return `${runPath}-lock`
}

/** Null when another writer holds it. */
export function takeRunLock(runPath: string): RunLock | null {
  const path = lockPathOf(runPath)
  const database = new SQLite(path, { timeout: TAKE_TIMEOUT_MS })
  try {
    // The lock is all that is wanted of this file; a rollback journal would be left behind.
    database.pragma('journal_mode = MEMORY')
    database.exec('BEGIN EXCLUSIVE')
  } catch (error) {
    database.close()
    if (isBusy(error)) return null
    throw error
  }
  return {
    release(): void {
      database.close()
      rmSync(path, { force: true })
    },
  }
}

/** Whether a living process writes the run at `runPath`. */
export function isRunLocked(runPath: string): boolean {
  const path = lockPathOf(runPath)
  if (!existsSync(path)) return false
  try {
    const database = new SQLite(path, { readonly: true, fileMustExist: true, timeout: 0 })
    try {
      database.prepare('SELECT count(*) FROM sqlite_schema').get()
    } finally {
      database.close()
    }
    return false
  } catch (error) {
    return isBusy(error)
  }
}

function isBusy(error: unknown): boolean {
  return error instanceof SQLite.SqliteError && error.code.startsWith('SQLITE_BUSY')
}
