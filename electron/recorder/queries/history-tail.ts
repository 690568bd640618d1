/**
 * The history of a run that is still being recorded, in pieces. Several journals feed it, so an
 * event may be read later than one that came after it; each piece therefore ends some time before
 * the newest event, and what comes later still is passed over and counted.
 */
import type { Database, Statement } from 'better-sqlite3'
import type { HistoryEvent } from '../../../core/history/operation.ts'
import { eventOf, type RawEvent } from './history.ts'

/** Journals are read at least this often, with room to spare, ns. */
const SETTLED_NS = 300_000_000

/** Rows that one piece takes, so that whoever reads never waits for long. */
const ROWS_MAX = 50_000

interface TailRow extends RawEvent {
  readonly id: number
}

export class HistoryTail {
  /** Events that came after what was handed out had already passed them by. */
  late = 0
  readonly #rows: Statement
  #lastId = 0
  #index = 0
  /** Time of the last event that was handed out, ns. */
  #untilNs = -Infinity
  #waiting: TailRow[] = []

  constructor(database: Database) {
    this.#rows = database.prepare(
      `SELECT id, time_ns AS time, process, type, f, key, value, error
       FROM history WHERE id > ? ORDER BY id LIMIT ${ROWS_MAX}`,
    )
  }

  /** What has settled since the last time, in the order of time. */
  next(): readonly HistoryEvent[] {
    const rows = this.#rows.all(this.#lastId) as TailRow[]
    this.#lastId = rows.at(-1)?.id ?? this.#lastId
    for (const row of rows) {
      if (row.time < this.#untilNs) this.late++
      else this.#waiting.push(row)
    }
    this.#waiting.sort((a, b) => a.time - b.time || a.id - b.id)
    const newest = this.#waiting.at(-1)?.time ?? 0
    const count = this.#waiting.findIndex(({ time }) => time > newest - SETTLED_NS)
    const settled = this.#waiting.splice(0, Math.max(0, count))
    this.#untilNs = settled.at(-1)?.time ?? this.#untilNs
    return settled.map((row) => eventOf(row, this.#index++))
  }
}
