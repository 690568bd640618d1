/** The next event of a lane, or of all lanes, in the columns that are at hand. Pure. */
import type { EventColumns } from '../../electron/ipc/shapes/timeline.ts'
import type { Direction } from './jumps.ts'

export interface Standpoint {
  /** Null: wherever the next event is. */
  readonly lane: number | null
  readonly atUs: number
  /** The event that one stands on; 0 for none. */
  readonly event: number
}

export interface FoundEvent {
  readonly event: number
  readonly atUs: number
}

/**
 * Events at one moment follow in the order of their numbers. Null where the columns have none from
 * `fromUs` to just before `toUs`: beyond these they hold some events, but not all.
 */
export function stepEvent(
  events: EventColumns,
  { lane, atUs, event }: Standpoint,
  direction: Direction,
  { fromUs, toUs }: { readonly fromUs: number; readonly toUs: number },
): FoundEvent | null {
  const forward = direction === 'forward'
  const length = events.id.length
  for (let step = 0; step < length; step++) {
    const at = forward ? step : length - 1 - step
    if (lane !== null && events.lane[at] !== lane) continue
    const id = events.id[at] as number
    const time = events.atUs[at] as number
    if (time < fromUs || time >= toUs) continue
    const later = time > atUs || (time === atUs && id > event)
    const earlier = time < atUs || (time === atUs && id < event && event !== 0)
    if (forward ? later : earlier) return { event: id, atUs: time }
  }
  return null
}
