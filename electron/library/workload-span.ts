/**
 * When the workload of a run began and ended. People count from its beginning; the file counts
 * from the beginning of the run.
 */
import type { Database } from 'better-sqlite3'

export interface WorkloadSpan {
  /** Milliseconds since the run began; 0 where the workload never began. */
  readonly beganMs: number
  /** Milliseconds since the run began; not before `beganMs`. */
  readonly endedMs: number
}

export interface PhaseLine {
  /** Milliseconds since the run began. */
  readonly atMs: number
  readonly phase: string
}

const PHASES_MAX = 100

export function readPhases(database: Database): readonly PhaseLine[] {
  const rows = database
    .prepare(
      `SELECT at_ms AS atMs, text AS phase FROM log
       WHERE kind = 'phase' ORDER BY at_ms, id LIMIT ${PHASES_MAX}`,
    )
    .all() as PhaseLine[]
  return rows.filter(({ atMs }) => Number.isFinite(atMs))
}

/** As the verdict has it: from the phase `drill` to the phase `final`, or to the end of the run. */
export function readWorkloadSpan(database: Database): WorkloadSpan {
  const phases = readPhases(database)
  const beganMs = phases.find(({ phase }) => phase === 'drill')?.atMs ?? 0
  const ended = phases.find(
    ({ phase, atMs }) => atMs >= beganMs && (phase === 'final' || phase === 'done'),
  )
  if (ended !== undefined) return { beganMs, endedMs: ended.atMs }
  const last = database.prepare('SELECT max(time_ns) FROM history').pluck().get() as number | null
  return { beganMs, endedMs: Math.max(beganMs, (last ?? 0) / NS_PER_MS) }
}

const NS_PER_MS = 1e6
