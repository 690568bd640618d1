/** The rows of the timeline, each found by its number. */
import type { Database, Statement } from 'better-sqlite3'
import type { HybridTime } from '../../../core/clocks/hybrid.ts'

/** The kinds of input, `boot` for a life that begins, `lost` for a send that nobody received. */
export type TimelineKind =
  | 'boot'
  | 'start'
  | 'message'
  | 'timer'
  | 'request'
  | 'stored'
  | 'command'
  | 'disconnected'
  | 'lost'

export interface TimelineEvent {
  /** Microseconds since the run began. */
  readonly atUs: number
  readonly machine: string
  readonly incarnation: number
  readonly kind: TimelineKind
  /** Type of the message, name of the timer, function of the request. */
  readonly type: string | null
  /** Who sent what was received, or whose connection closed. */
  readonly peer: string | null
  /** Number of the envelope: at its sender, `peer`; for `lost` at this machine. */
  readonly messageId: number | null
  /** When it was sent, where the journal of the sender tells. */
  readonly sentAtUs: number | null
  /** Number of the first envelope that this step sent, and how many it sent. */
  readonly firstSend: number | null
  readonly sends: number
  readonly lamport: number
  readonly hybrid: HybridTime
  /** One line for people. */
  readonly summary: string
}

export class TimelineWriter {
  readonly #insert: Statement

  constructor(database: Database) {
    this.#insert = database.prepare(
      `INSERT INTO event (at_us, machine, incarnation, kind, type, peer, message_id, sent_at_us,
         first_send, sends, lamport, hybrid_wall_ms, hybrid_counter, summary)
       VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
    )
  }

  add(event: TimelineEvent): void {
    this.#insert.run(
      event.atUs,
      event.machine,
      event.incarnation,
      event.kind,
      event.type,
      event.peer,
      event.messageId,
      event.sentAtUs,
      event.firstSend,
      event.sends,
      event.lamport,
      event.hybrid.wallMs,
      event.hybrid.counter,
      event.summary,
    )
  }
}

const EVENT_COLUMNS = `at_us AS atUs, machine, incarnation, kind, type, peer,
  message_id AS messageId, sent_at_us AS sentAtUs, first_send AS firstSend, sends, lamport,
  hybrid_wall_ms AS wallMs, hybrid_counter AS counter, summary`

interface RawEvent extends Omit<TimelineEvent, 'hybrid'> {
  readonly wallMs: number
  readonly counter: number
}

/** The event of that number, from 1. */
export function readEvent(database: Database, id: number): TimelineEvent | undefined {
  const select = database.prepare(`SELECT ${EVENT_COLUMNS} FROM event WHERE id = ?`)
  const row = select.get(id) as RawEvent | undefined
  if (row === undefined) return undefined
  const { wallMs, counter, ...event } = row
  return { ...event, hybrid: { wallMs, counter } }
}

/** The incarnations of the lives that begin, by the numbers of their events. */
export function readBoots(database: Database): ReadonlyMap<number, number> {
  const rows = database.prepare(`SELECT id, incarnation FROM event WHERE kind = 'boot'`)
  return new Map(rows.raw().all() as [number, number][])
}

/** The line of an event; undefined where there is none. */
export function readSummary(database: Database, id: number): string | undefined {
  const select = database.prepare('SELECT summary FROM event WHERE id = ?').pluck()
  return select.get(id) as string | undefined
}

/**
 * Numbers of the events from `first` to `last` whose line holds `text`, ascending; the letters A
 * to Z count as small.
 */
export function findSummaries(
  database: Database,
  { text, first, last }: { readonly text: string; readonly first: number; readonly last: number },
): number[] {
  const pattern = `%${text.replaceAll(/[\\%_]/g, (sign) => `\\${sign}`)}%`
  return database
    .prepare(
      `SELECT id FROM event WHERE id >= ? AND id <= ? AND summary LIKE ? ESCAPE '\\'
       ORDER BY id`,
    )
    .pluck()
    .all(first, last, pattern) as number[]
}
