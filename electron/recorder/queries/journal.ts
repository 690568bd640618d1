/** Processes, the lives of their machines, and their journals in chunks of raw frames. */
import type { Database, Statement } from 'better-sqlite3'
import type { BootEntry } from '../../../core/runtime/journal.ts'
import type { MachineSpec } from '../../../core/runtime/spec.ts'

export interface JournalChunk {
  readonly process: string
  /** Where in the journal the bytes begin. */
  readonly offset: number
  readonly entries: number
  readonly firstAtUs: number
  readonly lastAtUs: number
  /** Whole frames. */
  readonly bytes: Buffer
}

export class JournalWriter {
  readonly #process: Statement
  readonly #trouble: Statement
  readonly #life: Statement
  readonly #chunk: Statement

  constructor(database: Database) {
    this.#process = database.prepare(
      `INSERT INTO process (name, journal_path) VALUES (?, ?)
       ON CONFLICT (name) DO UPDATE SET journal_path = excluded.journal_path`,
    )
    this.#trouble = database.prepare('UPDATE process SET trouble = ? WHERE name = ?')
    this.#life = database.prepare(
      `INSERT INTO life (process, machine, incarnation, role, at_us, spec)
       VALUES (?, ?, ?, ?, ?, ?)`,
    )
    this.#chunk = database.prepare(
      `INSERT INTO journal_chunk (process, at_offset, entries, first_at_us, last_at_us, bytes)
       VALUES (?, ?, ?, ?, ?, ?)`,
    )
  }

  addProcess(name: string, journalPath: string): void {
    this.#process.run(name, journalPath)
  }

  setTrouble(process: string, trouble: string): void {
    this.#trouble.run(trouble, process)
  }

  addLife(process: string, boot: BootEntry): void {
    const { machine, incarnation, atUs, spec } = boot
    const role = spec.role === 'client' ? 'client' : 'node'
    this.#life.run(process, machine, incarnation, role, atUs, JSON.stringify(spec))
  }

  addChunk(chunk: JournalChunk): void {
    const { process, offset, entries, firstAtUs, lastAtUs, bytes } = chunk
    this.#chunk.run(process, offset, entries, firstAtUs, lastAtUs, bytes)
  }
}

export interface ProcessRow {
  readonly name: string
  readonly journalPath: string
  /** What was wrong with its journal. */
  readonly trouble: string | null
  /** How much of the journal is in the run file. */
  readonly recordedBytes: number
  readonly entries: number
}

export function readProcesses(database: Database): ProcessRow[] {
  return database
    .prepare(
      `SELECT name, journal_path AS journalPath, trouble,
         coalesce(max(at_offset + length(bytes)), 0) AS recordedBytes,
         coalesce(sum(entries), 0) AS entries
       FROM process LEFT JOIN journal_chunk ON journal_chunk.process = process.name
       GROUP BY name ORDER BY name`,
    )
    .all() as ProcessRow[]
}

export interface LifeRow {
  readonly process: string
  readonly machine: string
  readonly incarnation: number
  readonly role: 'node' | 'client'
  readonly atUs: number
  readonly spec: MachineSpec
}

export function readLives(database: Database): LifeRow[] {
  const rows = database
    .prepare(
      `SELECT process, machine, incarnation, role, at_us AS atUs, spec FROM life ORDER BY id`,
    )
    .all() as (Omit<LifeRow, 'spec'> & { readonly spec: string })[]
  return rows.map((row) => ({ ...row, spec: JSON.parse(row.spec) as MachineSpec }))
}

/** The raw chunks of one process in the order of its journal; one in memory at a time. */
export function* readChunks(database: Database, process: string): Generator<JournalChunk> {
  const next = database.prepare(
    `SELECT process, at_offset AS offset, entries, first_at_us AS firstAtUs,
       last_at_us AS lastAtUs, bytes
     FROM journal_chunk WHERE process = ? AND at_offset > ? ORDER BY at_offset LIMIT 1`,
  )
  for (let after = -1; ;) {
    const chunk = next.get(process, after) as JournalChunk | undefined
    if (chunk === undefined) return
    after = chunk.offset
    yield chunk
  }
}

/** The chunks of a process that may hold what happened at `atUs`, at most `limit` of them. */
export function readChunksAt(
  database: Database,
  { process, atUs, limit }: { readonly process: string; atUs: number; readonly limit: number },
): JournalChunk[] {
  return database
    .prepare(
      `SELECT process, at_offset AS offset, entries, first_at_us AS firstAtUs,
         last_at_us AS lastAtUs, bytes
       FROM journal_chunk WHERE process = ? AND first_at_us <= ? AND last_at_us >= ?
       ORDER BY at_offset LIMIT ?`,
    )
    .all(process, atUs, atUs, limit) as JournalChunk[]
}

/** The processes in which a machine lived, as a run file knows them. */
export function readProcessesOf(database: Database, machine: string): string[] {
  return database
    .prepare('SELECT DISTINCT process FROM life WHERE machine = ? ORDER BY process')
    .pluck()
    .all(machine) as string[]
}

/** When the last recorded step was taken, microseconds since the run began; 0 for none. */
export function lastStepAtUs(database: Database): number {
  const row = database.prepare('SELECT max(last_at_us) AS atUs FROM journal_chunk').get()
  return (row as { readonly atUs: number | null }).atUs ?? 0
}
