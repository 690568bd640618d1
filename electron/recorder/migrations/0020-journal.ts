/** The journals of the processes, as the bytes that they wrote, and the lives in them. */
import type { Migration } from './migration.ts'

export const journalMigration: Migration = {
  number: 20,
  sql: `
    CREATE TABLE process (
      name TEXT PRIMARY KEY,
      journal_path TEXT NOT NULL,
      trouble TEXT
    ) STRICT, WITHOUT ROWID;

    CREATE TABLE life (
      id INTEGER PRIMARY KEY,
      process TEXT NOT NULL REFERENCES process (name),
      machine TEXT NOT NULL,
      incarnation INTEGER NOT NULL,
      role TEXT NOT NULL CHECK (role IN ('node', 'client')),
      at_us INTEGER NOT NULL,
      spec TEXT NOT NULL
    ) STRICT;

    CREATE TABLE journal_chunk (
      id INTEGER PRIMARY KEY,
      process TEXT NOT NULL REFERENCES process (name),
      at_offset INTEGER NOT NULL,
      entries INTEGER NOT NULL,
      first_at_us INTEGER NOT NULL,
      last_at_us INTEGER NOT NULL,
      bytes BLOB NOT NULL
    ) STRICT;
    CREATE UNIQUE INDEX journal_chunk_by_offset ON journal_chunk (process, at_offset);
  `,
}
