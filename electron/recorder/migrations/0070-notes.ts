/** What people add to a run afterwards. */
import type { Migration } from './migration.ts'

export const notesMigration: Migration = {
  number: 70,
  sql: `
    CREATE TABLE note (
      id INTEGER PRIMARY KEY,
      written_at TEXT NOT NULL,
      at_us INTEGER,
      text TEXT NOT NULL
    ) STRICT;

    CREATE TABLE tag (
      name TEXT PRIMARY KEY
    ) STRICT, WITHOUT ROWID;
  `,
}
