/** The timeline, derived from the journals; see `derive-timeline.ts` for what the rows mean. */
import type { Migration } from './migration.ts'

export const timelineMigration: Migration = {
  number: 80,
  sql: `
    CREATE TABLE event (
      id INTEGER PRIMARY KEY,
      at_us INTEGER NOT NULL,
      machine TEXT NOT NULL,
      incarnation INTEGER NOT NULL,
      kind TEXT NOT NULL,
      type TEXT,
      peer TEXT,
      message_id INTEGER,
      sent_at_us INTEGER,
      first_send INTEGER,
      sends INTEGER NOT NULL,
      lamport INTEGER NOT NULL,
      hybrid_wall_ms INTEGER NOT NULL,
      hybrid_counter INTEGER NOT NULL,
      summary TEXT NOT NULL
    ) STRICT;
    CREATE INDEX event_by_time ON event (at_us);
    CREATE INDEX event_by_machine ON event (machine, at_us);
    CREATE INDEX event_by_kind ON event (kind, at_us);
    CREATE INDEX event_by_message ON event (peer, message_id) WHERE message_id IS NOT NULL;
  `,
}
