/** Tells what is wrong with a run file that could be opened and not be read. */
import SQLite from 'better-sqlite3'
import { DamagedJournalError } from '../recorder/read-entries.ts'
import { UnsoundRunError } from './run-detail.ts'

const DETAIL_MAX = 256

/** One sentence for people; null for an error that is not the file's. */
export function readFailure(error: unknown): string | null {
  if (error instanceof UnsoundRunError || error instanceof DamagedJournalError) return error.message
  if (error instanceof SQLite.SqliteError || error instanceof SyntaxError) {
    return `the run file is damaged: ${error.message.slice(0, DETAIL_MAX)}`
  }
  if (error instanceof RangeError) return 'the run file holds data too large or too deep to be read'
  return null
}
