/**
 * A schedule as a small picture: one row for each fault, on an axis as long as the drill, and a
 * mark wherever something is undone. Pure; shares are of the width, 0 to 1.
 */
import type { DrillSketch, PlannedEntry } from '../../../electron/ipc/shapes/drills.ts'
import { formatDuration } from '../../../core/drills/quantities.ts'
import { axisOver, shareOf, ticksOf } from '../../charts/time-axis.ts'

export const ROWS_MAX = 14

export interface ScheduleRow {
  readonly kind: string
  readonly target: string
  readonly parameters: string
  /** `5s to 8s`. */
  readonly when: string
  /** All that is known of it, as a sentence. */
  readonly text: string
  readonly left: number
  readonly width: number
  /** It stands until the drill is over: nothing in the schedule ends it. */
  readonly open: boolean
}

export interface ScheduleMark {
  readonly left: number
  readonly text: string
}

export interface SchedulePicture {
  readonly rows: readonly ScheduleRow[]
  /** Faults beyond `ROWS_MAX`. */
  readonly more: number
  readonly undos: readonly ScheduleMark[]
  readonly ticks: readonly ScheduleMark[]
}

export function schedulePicture(
  { schedule, durationMs }: Pick<DrillSketch, 'schedule' | 'durationMs'>,
  widthPx: number,
): SchedulePicture {
  const last = Math.max(0, ...schedule.map(({ atMs, endsAtMs }) => endsAtMs ?? atMs))
  const axis = axisOver(durationMs, last)
  const faults = schedule.filter(({ what }) => what === 'fault')
  const undos = schedule.filter(({ what }) => what === 'undo')
  return {
    rows: faults.slice(0, ROWS_MAX).map((entry) => {
      const left = shareOf(axis, entry.atMs)
      const right = shareOf(axis, entry.endsAtMs ?? axis.toMs)
      const { kind, target, parameters, endsAtMs } = entry
      const told = { kind, target, parameters, when: whenText(entry), text: entryText(entry) }
      return { ...told, left, width: right - left, open: endsAtMs === null }
    }),
    more: Math.max(0, faults.length - ROWS_MAX),
    undos: undos.map((entry) => ({ left: shareOf(axis, entry.atMs), text: entryText(entry) })),
    ticks: ticksOf(axis, widthPx, 44).map(({ atMs, text }) => ({
      left: shareOf(axis, atMs),
      text,
    })),
  }
}

/** `5s to 8s: pause leader`, `12s: undo all`. */
export function entryText(entry: PlannedEntry): string {
  const { atMs, what, kind, target, parameters } = entry
  if (what === 'undo') return `${formatDuration(atMs)}: undo ${kind}`
  const details = parameters === '' ? '' : ` (${parameters})`
  return `${whenText(entry)}: ${[kind, target].filter(Boolean).join(' ')}${details}`
}

function whenText({ atMs, endsAtMs }: PlannedEntry): string {
  const until = endsAtMs === null ? 'the end' : formatDuration(endsAtMs)
  return `${formatDuration(atMs)} to ${until}`
}
