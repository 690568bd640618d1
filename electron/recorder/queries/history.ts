/**
 * The operations of the clients. Rows are kept in the order in which they were read from the
 * journals; their index in the history is their rank by time, and within one instant by that
 * order, which is the order in which the process of the clients took the steps.
 */
import type { Database, Statement } from 'better-sqlite3'
import type { EventType, HistoryEvent } from '../../../core/history/operation.ts'
import { fromJson, toJson } from './json.ts'

export interface ClientEvent extends Omit<HistoryEvent, 'index'> {
  /** The machine that reported it. */
  readonly client: string
  /** Which node answered, and after how many attempts. */
  readonly node?: string
  readonly attempts?: number
}

export class HistoryWriter {
  readonly #insert: Statement

  constructor(database: Database) {
    this.#insert = database.prepare(
      `INSERT INTO history (time_ns, process, type, f, key, value, error, client, node, attempts)
       VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
    )
  }

  add(event: ClientEvent): void {
    this.#insert.run(
      event.time,
      event.process,
      event.type,
      event.f,
      event.key ?? null,
      toJson(event.value),
      toJson(event.error),
      event.client,
      event.node ?? null,
      event.attempts ?? null,
    )
  }
}

export interface RawEvent {
  readonly time: number
  readonly process: number
  readonly type: EventType
  readonly f: string
  readonly key: string | null
  readonly value: string | null
  readonly error: string | null
}

const IN_ORDER = `SELECT time_ns AS time, process, type, f, key, value, error
  FROM history ORDER BY time_ns, id`

/** The whole history, with its indices. */
export function readHistory(database: Database): HistoryEvent[] {
  return (database.prepare(IN_ORDER).all() as RawEvent[]).map(eventOf)
}

/** The same, one event in memory at a time. */
export function* iterateHistory(database: Database): Generator<HistoryEvent> {
  let index = 0
  for (const row of database.prepare(IN_ORDER).iterate()) yield eventOf(row as RawEvent, index++)
}

export function eventOf(row: RawEvent, index: number): HistoryEvent {
  return {
    index,
    time: row.time,
    process: row.process,
    type: row.type,
    f: row.f,
    ...(row.key !== null && { key: row.key }),
    ...(row.value !== null && { value: fromJson(row.value) }),
    ...(row.error !== null && { error: fromJson(row.error) }),
  }
}

export interface OperationCounts {
  readonly invoke: number
  readonly ok: number
  readonly fail: number
  readonly info: number
}

export function countOperations(database: Database): OperationCounts {
  const rows = database.prepare('SELECT type, count(*) AS count FROM history GROUP BY type').all()
  const counts = { invoke: 0, ok: 0, fail: 0, info: 0 }
  for (const row of rows as { type: EventType; count: number }[]) counts[row.type] = row.count
  return counts
}
