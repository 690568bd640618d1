/**
 * How the machines stood over the run, in pages: each begins with a whole state and goes on with
 * what changed, so that any moment is found in one page. Without bytes: it could not be replayed
 * from there. See `states/`.
 */
import type { Migration } from './migration.ts'

export const statePagesMigration: Migration = {
  number: 100,
  sql: `
    CREATE TABLE state_page (
      id INTEGER PRIMARY KEY,
      machine TEXT NOT NULL,
      incarnation INTEGER NOT NULL,
      from_us REAL NOT NULL,
      to_us REAL NOT NULL,
      bytes BLOB
    ) STRICT;
    CREATE INDEX state_page_by_time ON state_page (machine, from_us);
  `,
}
