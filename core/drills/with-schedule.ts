/** The same drill with another schedule, and nothing drawn from the seed beside it. */
import type { Drill, ScheduleEntry } from './drill.ts'

export function withSchedule(drill: Drill, schedule: readonly ScheduleEntry[]): Drill {
  const changed: { -readonly [Key in keyof Drill]: Drill[Key] } = { ...drill, schedule }
  delete changed.random
  return changed
}
