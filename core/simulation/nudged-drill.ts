/**
 * The same faults a little sooner or later, shorter or longer. A bug that needs a coincidence is
 * missed by a hair when a fault is taken away; another seed moves the messages, and this moves the
 * faults. Pure: the drill and the draw decide.
 */
import { Prng } from '../base/prng.ts'
import type { Drill, ScheduleEntry } from '../drills/drill.ts'
import { ADVANCE_EVERY_MS } from '../drills/director.ts'
import { inOrderOfTime } from '../drills/random-schedule.ts'

/** Faults begin and end when the director looks, so nothing is gained by smaller steps. */
const STEP_MS = ADVANCE_EVERY_MS
/** Each fault moves, and lasts longer or shorter, by at most this many steps. */
const STEPS_MAX = 4

/** Faults that stand to the end still do; nothing moves behind the end of the workload. */
export function nudgedDrill(drill: Drill, draw: string): Drill {
  const prng = new Prng(`nudge/${draw}`)
  const lastMs = drill.workload.durationMs - STEP_MS
  const move = (ms: number): number => ms + STEP_MS * prng.integer(-STEPS_MAX, STEPS_MAX)
  const schedule = drill.schedule.map((entry): ScheduleEntry => {
    const atMs = Math.max(0, Math.min(move(entry.atMs), lastMs))
    if (!('fault' in entry)) return { ...entry, atMs }
    const { forMs } = entry.fault
    if (forMs === undefined) return { ...entry, atMs }
    return { atMs, fault: { ...entry.fault, forMs: Math.max(STEP_MS, move(forMs)) } }
  })
  return { ...drill, schedule: inOrderOfTime(schedule) }
}
