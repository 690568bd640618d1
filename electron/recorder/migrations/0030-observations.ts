/** What the machines told: client operations, and everything else. */
import type { Migration } from './migration.ts'

export const observationsMigration: Migration = {
  number: 30,
  sql: `
    CREATE TABLE history (
      id INTEGER PRIMARY KEY,
      time_ns INTEGER NOT NULL,
      process INTEGER NOT NULL,
      type TEXT NOT NULL CHECK (type IN ('invoke', 'ok', 'fail', 'info')),
      f TEXT NOT NULL,
      key TEXT,
      value TEXT,
      error TEXT,
      client TEXT NOT NULL,
      node TEXT,
      attempts INTEGER
    ) STRICT;
    CREATE INDEX history_by_time ON history (time_ns);

    CREATE TABLE report (
      id INTEGER PRIMARY KEY,
      at_us INTEGER NOT NULL,
      machine TEXT NOT NULL,
      role TEXT NOT NULL CHECK (role IN ('node', 'client')),
      incarnation INTEGER NOT NULL,
      type TEXT NOT NULL,
      body TEXT NOT NULL
    ) STRICT;
    CREATE INDEX report_by_time ON report (at_us);
  `,
}
