/** The pages of states in a run file. */
import type { Database, Statement } from 'better-sqlite3'
import type { StatePage, StatePages } from '../states/state-page.ts'
import { BadPageError, PAGE_BYTES_MAX } from '../states/page-shape.ts'

/** So many machines are told at most. */
const MACHINES_MAX = 2_000

export class StatePageWriter {
  readonly #insert: Statement

  constructor(database: Database) {
    this.#insert = database.prepare(
      `INSERT INTO state_page (machine, incarnation, from_us, to_us, bytes)
       VALUES (?, ?, ?, ?, ?)`,
    )
  }

  add({ machine, incarnation, fromUs, toUs, bytes }: StatePage): void {
    this.#insert.run(machine, incarnation, fromUs, toUs, bytes)
  }
}

/** Whether the run file holds states: those of the whole run, or none. */
export function hasStatePages(database: Database): boolean {
  return database.prepare('SELECT 1 FROM state_page LIMIT 1').get() !== undefined
}

const COLUMNS = 'machine, incarnation, from_us AS fromUs, to_us AS toUs'
const BOUNDED = `${COLUMNS}, octet_length(bytes) AS length,
  CASE WHEN octet_length(bytes) <= ${PAGE_BYTES_MAX} THEN bytes END AS bytes`

export class RecordedStatePages implements StatePages {
  readonly #machines: Statement
  readonly #at: Statement
  readonly #after: Statement

  constructor(database: Database) {
    this.#machines = database
      .prepare(`SELECT DISTINCT machine FROM state_page LIMIT ${MACHINES_MAX}`)
      .pluck()
    this.#at = database.prepare(
      `SELECT ${BOUNDED} FROM state_page WHERE machine = ? AND from_us <= ?
       ORDER BY from_us DESC, id DESC LIMIT 1`,
    )
    this.#after = database.prepare(
      `SELECT ${COLUMNS}, NULL AS bytes FROM state_page WHERE machine = ? AND from_us > ?
       ORDER BY from_us, id LIMIT 1`,
    )
  }

  machines(): readonly string[] {
    return this.#machines.all() as string[]
  }

  /** Throws `BadPageError` for a page that is larger than ours ever are. */
  pageAt(machine: string, atUs: number): StatePage | null {
    const row = this.#at.get(machine, atUs) as (StatePage & { readonly length: number }) | undefined
    if (row === undefined) return null
    if (row.length > PAGE_BYTES_MAX) throw new BadPageError(`it has ${row.length} bytes`)
    return row
  }

  /** Without its bytes. */
  pageAfter(machine: string, atUs: number): StatePage | null {
    return (this.#after.get(machine, atUs) as StatePage | undefined) ?? null
  }
}
