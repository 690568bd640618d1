/** Faults: planned and how to undo them first, then applied, undone and measured. */
import type { Migration } from './migration.ts'

export const faultsMigration: Migration = {
  number: 40,
  sql: `
    CREATE TABLE fault (
      position INTEGER PRIMARY KEY,
      id TEXT NOT NULL UNIQUE,
      kind TEXT NOT NULL,
      target TEXT NOT NULL,
      parameters TEXT NOT NULL,
      apply TEXT NOT NULL,
      undo TEXT NOT NULL,
      planned_at_ms REAL NOT NULL,
      applied_at_ms REAL,
      undone_at_ms REAL,
      evidence TEXT,
      proven INTEGER CHECK (proven IN (0, 1)),
      effect TEXT
    ) STRICT;
  `,
}
