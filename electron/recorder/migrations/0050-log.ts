/** The log of the run, and what was measured over its time. */
import type { Migration } from './migration.ts'

export const logMigration: Migration = {
  number: 50,
  sql: `
    CREATE TABLE log (
      id INTEGER PRIMARY KEY,
      at_ms REAL NOT NULL,
      kind TEXT NOT NULL,
      text TEXT NOT NULL
    ) STRICT;

    CREATE TABLE metric (
      id INTEGER PRIMARY KEY,
      at_ms REAL NOT NULL,
      name TEXT NOT NULL,
      value REAL NOT NULL
    ) STRICT;
    CREATE INDEX metric_by_name ON metric (name, at_ms);
  `,
}
