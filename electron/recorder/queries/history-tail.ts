/**
 * The history of a run that is still being recorded, in pieces. Several journals feed it, so an
 * event may be read later than one that came after it; each piece therefore ends some time before
 * the newest event, unless nothing new came at all. What comes later still is passed over and
 * counted, and so is the rest of the operation that it belongs to: half of one, put together with
 * half of another, would be an operation that nobody did.
 */
import type { Database, Statement } from 'better-sqlite3'
import type { HistoryEvent } from '../../../core/history/operation.ts'
import { eventOf, type RawEvent } from './history.ts'

/** Journals are read at least this often, with room to spare, ns. */
const SETTLED_NS = 300_000_000

/** Looks in a row without anything new, after which nothing is on its way. */
const QUIET_LOOKS = 2

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
  #quietLooks = 0
  /** Processes of which something was passed over, until they begin their next operation. */
  readonly #torn = new Set<number>()

  constructor(database: Database) {
    this.#rows = database.prepare(
      `SELECT id, time_ns AS time, process, type, f, key, value, error
       FROM history WHERE id > ? ORDER BY id LIMIT ${ROWS_MAX}`,
    )
  }

  /**
   * What has settled since the last time, in the order of time. To be asked less often than
   * journals are read: where nothing new comes again and again, all of it has settled.
   */
  next(): readonly HistoryEvent[] {
    const rows = this.#rows.all(this.#lastId) as TailRow[]
    this.#lastId = rows.at(-1)?.id ?? this.#lastId
    for (const row of rows) {
      if (row.time >= this.#untilNs) this.#waiting.push(row)
      else {
        this.late++
        this.#torn.add(row.process)
      }
    }
    this.#waiting.sort((a, b) => a.time - b.time || a.id - b.id)
    const newest = this.#waiting.at(-1)?.time ?? 0
    const edge = this.#waiting.findIndex(({ time }) => time > newest - SETTLED_NS)
    this.#quietLooks = rows.length === 0 ? this.#quietLooks + 1 : 0
    const isQuiet = this.#quietLooks >= QUIET_LOOKS
    const settled = this.#waiting.splice(0, isQuiet ? Infinity : Math.max(0, edge))
    this.#untilNs = settled.at(-1)?.time ?? this.#untilNs
    return settled.filter((row) => this.#isWhole(row)).map((row) => eventOf(row, this.#index++))
  }

  #isWhole({ process, type }: TailRow): boolean {
    if (type === 'invoke') this.#torn.delete(process)
    return !this.#torn.has(process)
  }
}
