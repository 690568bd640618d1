/** The timeline once more, column by column, as it is drawn; see `timeline-columns.ts`. */
import type { Migration } from './migration.ts'

export const timelineColumnsMigration: Migration = {
  number: 90,
  sql: `
    CREATE TABLE timeline_column (
      position INTEGER PRIMARY KEY,
      name TEXT NOT NULL UNIQUE,
      bytes BLOB NOT NULL
    ) STRICT;
  `,
}
