/**
 * Brings a run file to the newest version, one migration at a time, each in a transaction of
 * its own. A migration that has been released is never edited; another one follows it.
 */
import type { Database } from 'better-sqlite3'
import { assert } from '../../core/base/assert.ts'
import type { Migration } from './migrations/migration.ts'
import { runMigration } from './migrations/0010-run.ts'
import { journalMigration } from './migrations/0020-journal.ts'
import { observationsMigration } from './migrations/0030-observations.ts'
import { faultsMigration } from './migrations/0040-faults.ts'
import { logMigration } from './migrations/0050-log.ts'
import { verdictMigration } from './migrations/0060-verdict.ts'
import { notesMigration } from './migrations/0070-notes.ts'
import { timelineMigration } from './migrations/0080-timeline.ts'
import { timelineColumnsMigration } from './migrations/0090-timeline-columns.ts'
import { statePagesMigration } from './migrations/0100-state-pages.ts'
import { forkChangesMigration } from './migrations/0110-fork-changes.ts'
import { eventIndexesMigration } from './migrations/0120-event-indexes.ts'

export const MIGRATIONS: readonly Migration[] = [
  runMigration,
  journalMigration,
  observationsMigration,
  faultsMigration,
  logMigration,
  verdictMigration,
  notesMigration,
  timelineMigration,
  timelineColumnsMigration,
  statePagesMigration,
  forkChangesMigration,
  eventIndexesMigration,
]

export const NEWEST_VERSION = (MIGRATIONS.at(-1) as Migration).number

/** The letters FLTL: how a run file is told from every other SQLite file. */
export const APPLICATION_ID = 0x464c544c

/** Migrates from the version that `database` has up to `upTo`. Throws what SQLite throws. */
export function migrate(database: Database, upTo = NEWEST_VERSION): void {
  const before = versionOf(database)
  for (const migration of MIGRATIONS) {
    assert(migration.number % 10 === 0, `migration ${migration.number} is not numbered by tens`)
    if (migration.number <= before || migration.number > upTo) continue
    database.transaction(() => {
      database.exec(migration.sql)
      database.pragma(`application_id = ${APPLICATION_ID}`)
      database.pragma(`user_version = ${migration.number}`)
    })()
  }
}

export function versionOf(database: Database): number {
  return database.pragma('user_version', { simple: true }) as number
}
