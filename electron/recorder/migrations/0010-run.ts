/** The run itself: one row. */
import type { Migration } from './migration.ts'

export const runMigration: Migration = {
  number: 10,
  sql: `
    CREATE TABLE run (
      id INTEGER PRIMARY KEY CHECK (id = 1),
      drill TEXT NOT NULL,
      document TEXT NOT NULL,
      source TEXT NOT NULL,
      seed TEXT NOT NULL,
      simulated INTEGER NOT NULL CHECK (simulated IN (0, 1)),
      started_at TEXT NOT NULL,
      faultline_version TEXT NOT NULL,
      status TEXT NOT NULL CHECK (status IN ('running', 'finished', 'interrupted')),
      reason TEXT,
      parent_run TEXT,
      parent_at_ms REAL,
      timeline_derived INTEGER NOT NULL DEFAULT 0 CHECK (timeline_derived IN (0, 1))
    ) STRICT;
  `,
}
