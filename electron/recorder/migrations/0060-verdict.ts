/** The verdict as a whole, and each check for lists and searches. */
import type { Migration } from './migration.ts'

export const verdictMigration: Migration = {
  number: 60,
  sql: `
    CREATE TABLE verdict (
      id INTEGER PRIMARY KEY CHECK (id = 1),
      verdict TEXT NOT NULL CHECK (verdict IN ('valid', 'invalid', 'unknown')),
      duration_ms REAL NOT NULL,
      document TEXT NOT NULL
    ) STRICT;

    CREATE TABLE check_result (
      position INTEGER PRIMARY KEY,
      name TEXT NOT NULL,
      verdict TEXT NOT NULL CHECK (verdict IN ('valid', 'invalid', 'unknown')),
      summary TEXT NOT NULL,
      steps INTEGER NOT NULL,
      witness TEXT
    ) STRICT;
  `,
}
