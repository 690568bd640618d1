/** The operations of the clients with the machines that told them, for those who draw them. */
import type { Database } from 'better-sqlite3'
import type { EventType, HistoryEvent } from '../../../core/history/operation.ts'
import { fromJson } from './json.ts'

type RawEvent = readonly [
  id: number,
  time: number,
  process: number,
  type: EventType,
  f: string,
  key: string | null,
  value: string | null,
  client: string,
]

export interface ClientHistory {
  readonly events: readonly HistoryEvent[]
  /** The machine that told each of them. */
  readonly clients: readonly string[]
}

/**
 * The whole history in pages of at most `pageEvents`, so that its reader may do something else
 * between two. Throws `SyntaxError` on text that is no JSON.
 */
export function* readClientHistory(
  database: Database,
  pageEvents: number,
): Generator<ClientHistory> {
  const next = database
    .prepare(
      `SELECT id, time_ns, process, type, f, key, value, client FROM history
       WHERE (time_ns, id) > (?, ?) ORDER BY time_ns, id LIMIT ?`,
    )
    .raw()
  let after: readonly [time: number, id: number] = [-Infinity, 0]
  for (let first = 0; ; first += pageEvents) {
    const rows = next.all(...after, pageEvents) as RawEvent[]
    const last = rows.at(-1)
    if (last === undefined) return
    after = [last[1], last[0]]
    yield {
      events: rows.map((row, place) => eventOf(row, first + place)),
      clients: rows.map(([, , , , , , , client]) => client),
    }
  }
}

function eventOf([, time, process, type, f, key, value]: RawEvent, index: number): HistoryEvent {
  const event = { index, time, process, type, f }
  if (key === null) return value === null ? event : { ...event, value: fromJson(value) }
  return value === null ? { ...event, key } : { ...event, key, value: fromJson(value) }
}
