/** The faults of a run with their measured effects, as charts and pictures show them. */
import type { Database } from 'better-sqlite3'
import type { SeriesFault } from '../ipc/shapes/runs.ts'
import { boundedText, finite, SHOWN_ITEMS_MAX } from './bounded.ts'

interface RawFault {
  readonly id: string
  readonly kind: string
  readonly target: string
  readonly planned: number
  readonly applied: number | null
  readonly undone: number | null
  readonly proven: number | null
  readonly effect: string | null
}

export interface FaultTimes {
  /** What is counted from, milliseconds since the run began. */
  readonly originMs: number
  /** When a fault that was never undone ended, milliseconds since the run began. */
  readonly endMs: number
}

/** In the order in which they were planned. One that was never applied has no length. */
export function readRunFaults(database: Database, times: FaultTimes): readonly SeriesFault[] {
  const { originMs, endMs } = times
  const rows = database
    .prepare(
      `SELECT id, kind, target, planned_at_ms AS planned, applied_at_ms AS applied,
         undone_at_ms AS undone, proven, effect
       FROM fault ORDER BY position LIMIT ${SHOWN_ITEMS_MAX}`,
    )
    .all() as RawFault[]
  return rows.map(({ id, kind, target, planned, applied, undone, proven, effect }) => {
    const fromMs = finite(applied ?? planned)
    const toMs = applied === null ? fromMs : finite(undone ?? endMs, endMs)
    return {
      id: boundedText(id, 64),
      kind: boundedText(kind, 64),
      target: boundedText(target, 512),
      fromMs: fromMs - originMs,
      toMs: Math.max(fromMs, toMs) - originMs,
      proven: proven === 1,
      effect: boundedText(effect ?? nothingMeasured(applied), 1_024),
    }
  })
}

function nothingMeasured(applied: number | null): string {
  return applied === null ? 'never applied' : 'its effect was not measured'
}
