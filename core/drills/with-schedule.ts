/**
 * The same drill with another schedule, and nothing drawn from the seed beside it. A network that
 * becomes good with the liveness phase of what was drawn does so at the same moment.
 */
import type { Drill, ScheduleEntry } from './drill.ts'
import { stabilisesMs } from './liveness-phase.ts'

export function withSchedule(drill: Drill, schedule: readonly ScheduleEntry[]): Drill {
  const changed: { -readonly [Key in keyof Drill]: Drill[Key] } = { ...drill, schedule }
  delete changed.random
  const goodFromMs = stabilisesMs(drill)
  if (drill.simulation !== undefined && goodFromMs !== null) {
    changed.simulation = { ...drill.simulation, stabilisesMs: goodFromMs }
  }
  return changed
}
