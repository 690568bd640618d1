/** The pages of states in a run file. */
import type { Database, Statement } from 'better-sqlite3'
import type { StatePage, StatePages } from '../states/state-page.ts'
import { BadPageError, PAGE_BYTES_MAX } from '../states/page-shape.ts'

/** So many machines are told at most. */
const MACHINES_MAX = 2_000

/** Pages that are kept in memory before they are put aside. */
const HELD_PAGES_MAX = 64

/**
 * Takes the pages of a run while they are made and brings them into the file all at once, in place
 * of those that are there. Until then they are in SQLite's own temporary file, so that the memory
 * that they take does not grow with the run.
 */
export class StatePageWriter {
  readonly #database: Database
  readonly #putAside: Statement
  #held: StatePage[] = []

  constructor(database: Database) {
    this.#database = database
    database.exec(
      `DROP TABLE IF EXISTS temp.new_page;
       CREATE TEMP TABLE new_page (
         id INTEGER PRIMARY KEY, machine TEXT, incarnation INTEGER, from_us REAL, to_us REAL, bytes BLOB
       )`,
    )
    this.#putAside = database.prepare(
      `INSERT INTO temp.new_page (machine, incarnation, from_us, to_us, bytes)
       VALUES (?, ?, ?, ?, ?)`,
    )
  }

  add(page: StatePage): void {
    this.#held.push(page)
    if (this.#held.length === HELD_PAGES_MAX) this.#putHeldAside()
  }

  /** From now on the file holds what was added, and nothing else. */
  bringIn(): void {
    this.#putHeldAside()
    this.#database.transaction(() => {
      this.#database.exec(
        `DELETE FROM state_page;
         INSERT INTO state_page (machine, incarnation, from_us, to_us, bytes)
         SELECT machine, incarnation, from_us, to_us, bytes FROM temp.new_page ORDER BY id`,
      )
    })()
    this.#database.exec('DROP TABLE temp.new_page')
  }

  /** Locks nobody out: the file itself is not written to. */
  #putHeldAside(): void {
    this.#database.transaction(() => {
      for (const { machine, incarnation, fromUs, toUs, bytes } of this.#held) {
        this.#putAside.run(machine, incarnation, fromUs, toUs, bytes)
      }
    })()
    this.#held = []
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
