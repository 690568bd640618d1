/**
 * Makes a new run file. It never opens an existing one: a run is recorded once.
 */
import SQLite from 'better-sqlite3'
import type { Database } from 'better-sqlite3'
import { closeSync, openSync } from 'node:fs'
import { migrate } from './migrate.ts'

/** Journal chunks are long and rows are many: few large pages cost less than many small ones. */
export const PAGE_BYTES = 16384
/** How much gathers in the write-ahead log before it is moved: rarely, for it is written twice. */
const CHECKPOINT_PAGES = 16384

/** Throws where the file exists already or cannot be made. */
export function createRunFile(path: string): Database {
  closeSync(openSync(path, 'wx', 0o600))
  const database = new SQLite(path)
  database.pragma(`page_size = ${PAGE_BYTES}`)
  migrate(database)
  openForWriting(database)
  return database
}

/**
 * The settings of a connection that writes a run. Nothing is synced while a run is recorded: what
 * was committed survives the death of the recorder, which is what is promised, and a sync would
 * hold up the disks of the nodes. `closeWritten` makes it last.
 */
export function openForWriting(database: Database): void {
  database.pragma('journal_mode = WAL')
  database.pragma('synchronous = OFF')
  database.pragma('foreign_keys = ON')
  database.pragma('trusted_schema = OFF')
  database.pragma(`wal_autocheckpoint = ${CHECKPOINT_PAGES}`)
}

/** Leaves one plain file, which opens anywhere, also where nothing can be written beside it. */
export function closeWritten(database: Database): void {
  database.pragma('synchronous = FULL')
  database.pragma('wal_checkpoint(TRUNCATE)')
  database.pragma('journal_mode = DELETE')
  database.close()
}
