/** The operations of the clients with the machines that told them, for those who draw them. */
import type { Database } from 'better-sqlite3'
import type { EventType } from '../../../core/history/operation.ts'
import type { ClientEvent } from './history.ts'
import { fromJson } from './json.ts'

type RawEvent = readonly [
  time: number,
  process: number,
  type: EventType,
  f: string,
  key: string | null,
  value: string | null,
  client: string,
]

/** At most `limit`, in the order of the history. Throws `SyntaxError` on text that is no JSON. */
export function readClientHistory(database: Database, limit: number): ClientEvent[] {
  const rows = database
    .prepare(
      `SELECT time_ns, process, type, f, key, value, client
       FROM history ORDER BY time_ns, id LIMIT ?`,
    )
    .raw()
    .all(limit) as RawEvent[]
  return rows.map(([time, process, type, f, key, value, client]) => ({
    time,
    process,
    type,
    f,
    client,
    ...(key !== null && { key }),
    ...(value !== null && { value: fromJson(value) }),
  }))
}
