/** The row of the run itself. */
import type { Database } from 'better-sqlite3'
import type { Drill } from '../../../core/drills/drill.ts'
import type { RunHeader } from '../contract.ts'

export type RunStatus = 'running' | 'finished' | 'interrupted'

export interface RunRow {
  readonly header: RunHeader
  readonly status: RunStatus
  /** Why it was interrupted. */
  readonly reason?: string
  /** Whether the rows of the timeline are there. */
  readonly timelineDerived: boolean
}

export function insertRun(database: Database, header: RunHeader): void {
  database
    .prepare(
      `INSERT INTO run (id, drill, document, source, seed, simulated, started_at,
         faultline_version, status, parent_run, parent_at_ms, parent_changes)
       VALUES (1, ?, ?, ?, ?, ?, ?, ?, 'running', ?, ?, ?)`,
    )
    .run(
      header.drill.name,
      JSON.stringify(header.drill),
      header.source,
      header.seed,
      header.simulated ? 1 : 0,
      header.startedAt,
      header.faultlineVersion,
      header.parent?.run ?? null,
      header.parent?.atMs ?? null,
      header.parent === undefined ? null : JSON.stringify(header.parent.changes),
    )
}

export function setRunStatus(database: Database, status: RunStatus, reason?: string): void {
  database.prepare('UPDATE run SET status = ?, reason = ?').run(status, reason ?? null)
}

export function setTimelineDerived(database: Database): void {
  database.prepare('UPDATE run SET timeline_derived = 1').run()
}

interface RawRun {
  readonly document: string
  readonly source: string
  readonly seed: string
  readonly simulated: number
  readonly started_at: string
  readonly faultline_version: string
  readonly status: RunStatus
  readonly reason: string | null
  readonly parent_run: string | null
  readonly parent_at_ms: number | null
  /** Absent in a file of an older version. */
  readonly parent_changes?: string | null
  readonly timeline_derived: number
}

/** Absent where the file was made but its writer died before it wrote anything. */
export function readRun(database: Database): RunRow | undefined {
  const row = database.prepare('SELECT * FROM run').get() as RawRun | undefined
  if (row === undefined) return undefined
  return {
    header: {
      drill: JSON.parse(row.document) as Drill,
      source: row.source,
      seed: row.seed,
      simulated: row.simulated === 1,
      startedAt: row.started_at,
      faultlineVersion: row.faultline_version,
      ...(row.parent_run !== null && {
        parent: {
          run: row.parent_run,
          atMs: row.parent_at_ms ?? 0,
          changes: textsOf(row.parent_changes ?? null),
        },
      }),
    },
    status: row.status,
    timelineDerived: row.timeline_derived === 1,
    ...(row.reason !== null && { reason: row.reason }),
  }
}

/** The texts of a list as JSON; a file from a stranger may hold anything there. */
function textsOf(json: string | null): readonly string[] {
  const list: unknown = json === null ? [] : JSON.parse(json)
  return Array.isArray(list) ? list.filter((item) => typeof item === 'string') : []
}
