/**
 * Makes a new run file. It never opens an existing one: a run is recorded once.
 */
import SQLite from 'better-sqlite3'
import type { Database } from 'better-sqlite3'
import { closeSync, openSync } from 'node:fs'
import { migrate } from './migrate.ts'

/** Small, because each journal chunk wastes half a page on average. */
const PAGE_BYTES = 4096
/**
 * How much gathers in the write-ahead log before it is moved and synced. Rarely, because a sync
 * of the run file disturbs the syncs of the nodes that share its disk.
 */
const CHECKPOINT_PAGES = 8192

/** Throws where the file exists already or cannot be made. */
export function createRunFile(path: string): Database {
  closeSync(openSync(path, 'wx', 0o600))
  const database = new SQLite(path)
  database.pragma(`page_size = ${PAGE_BYTES}`)
  migrate(database)
  openForWriting(database)
  return database
}

/** The settings of a connection that writes a run. */
export function openForWriting(database: Database): void {
  database.pragma('journal_mode = WAL')
  database.pragma('synchronous = NORMAL')
  database.pragma('foreign_keys = ON')
  database.pragma('trusted_schema = OFF')
  database.pragma(`wal_autocheckpoint = ${CHECKPOINT_PAGES}`)
}

/** Leaves one plain file, which opens anywhere, also where nothing can be written beside it. */
export function closeWritten(database: Database): void {
  database.pragma('wal_checkpoint(TRUNCATE)')
  database.pragma('journal_mode = DELETE')
  database.close()
}
