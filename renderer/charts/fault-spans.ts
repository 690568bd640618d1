/** When faults stood and when they are planned to: bands behind the charts, bars below. Pure. */
import type { PlannedEntry } from '../../electron/ipc/shapes/drills.ts'
import type { RoomFault } from '../../electron/ipc/shapes/room.ts'
import type { TimeAxis } from './time-axis.ts'

export interface FaultSpan {
  readonly id: string
  /** `kill n3`. */
  readonly text: string
  readonly fromMs: number
  readonly toMs: number
  readonly standing: 'active' | 'past' | 'planned'
  /** The row of its bar; rows are numbered from the top. */
  readonly row: number
}

/** What stood or stands, in the order in which it began, and what is still planned. */
export function faultSpans(
  faults: readonly RoomFault[],
  planned: readonly PlannedEntry[],
  axis: TimeAxis,
  nowMs: number,
): readonly FaultSpan[] {
  const told = faults.map(({ id, kind, target, atMs, undoneAtMs }): Span => {
    const standing = undoneAtMs === null ? 'active' : 'past'
    return {
      id,
      text: `${kind} ${target}`.trim(),
      fromMs: atMs,
      toMs: undoneAtMs ?? nowMs,
      standing,
    }
  })
  // While the schedule is paused, all that is planned moves on with the time.
  const lateMs = Math.max(0, nowMs - (planned[0]?.atMs ?? nowMs))
  const coming = planned
    .filter(({ what }) => what === 'fault')
    .map(({ kind, target, atMs, endsAtMs }, index): Span => {
      const fromMs = atMs + lateMs
      const text = `${kind} ${target}`.trim()
      const toMs = endsAtMs === null ? Math.max(fromMs, axis.toMs) : endsAtMs + lateMs
      return { id: `planned ${index}`, text, fromMs, toMs, standing: 'planned' }
    })
  return inRows([...told, ...coming])
}

type Span = Omit<FaultSpan, 'row'>

/** Each in the first row where nothing else stands at that time. */
function inRows(spans: readonly Span[]): readonly FaultSpan[] {
  const ends: number[] = []
  return [...spans]
    .sort((left, right) => left.fromMs - right.fromMs)
    .map((span) => {
      const free = ends.findIndex((end) => end <= span.fromMs)
      const row = free === -1 ? ends.length : free
      ends[row] = span.toMs
      return { ...span, row }
    })
}

/** Entries of the schedule that were not yet handed out: its last ones. */
export function stillPlanned(
  schedule: readonly PlannedEntry[],
  left: number,
): readonly PlannedEntry[] {
  return left <= 0 ? [] : schedule.slice(-left)
}
