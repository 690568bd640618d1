/** The next event of a lane in the columns that are at hand. Pure. */
import type { EventColumns } from '../../electron/ipc/shapes/timeline.ts'
import type { Direction } from './jumps.ts'

export interface Standpoint {
  readonly lane: number
  readonly atUs: number
  /** The event that one stands on; 0 for none. */
  readonly event: number
}

/** Events at one moment follow in the order of their numbers. Null where the columns have none. */
export function stepInLane(
  events: EventColumns,
  { lane, atUs, event }: Standpoint,
  direction: Direction,
): { readonly event: number; readonly atUs: number } | null {
  const forward = direction === 'forward'
  const length = events.id.length
  for (let step = 0; step < length; step++) {
    const at = forward ? step : length - 1 - step
    if (events.lane[at] !== lane) continue
    const id = events.id[at] as number
    const time = events.atUs[at] as number
    const later = time > atUs || (time === atUs && id > event)
    const earlier = time < atUs || (time === atUs && id < event && event !== 0)
    if (forward ? later : earlier) return { event: id, atUs: time }
  }
  return null
}
