/** What a forked run does otherwise than its parent, as sentences: a list as JSON. */
import type { Migration } from './migration.ts'

export const forkChangesMigration: Migration = {
  number: 110,
  sql: `
    ALTER TABLE run ADD COLUMN parent_changes TEXT;
  `,
}
