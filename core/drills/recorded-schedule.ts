/**
 * The schedule that a run really had, ready to be run again: every fault at the moment of its
 * application, aimed by name at the machines that it hit, and for as long as it stood, whoever
 * had asked for it. With the seed of the run it repeats what was done, to the bit in the simulator.
 */
import type { Drill, ScheduleEntry } from './drill.ts'
import { livenessExpectations } from './liveness-phase.ts'
import { inOrderOfTime } from './random-schedule.ts'
import type { FaultRecord } from './standing-faults.ts'
import { withSchedule } from './with-schedule.ts'

/**
 * In order of time, with everything pinned that was drawn. A fault that was never undone stands to
 * the end of the drill again; one that was over by itself will be over by itself.
 */
export function recordedSchedule(records: readonly FaultRecord[]): readonly ScheduleEntry[] {
  const entries = records.map((record): ScheduleEntry => {
    const { id, atMs, undoneAtMs, choice } = record
    const { kind, target, parameters } = choice
    const fault = { kind, ...(target && { target }), parameters, name: id }
    if (undoneAtMs === null || endedByItself(record)) return { atMs, fault }
    return { atMs, fault: { ...fault, forMs: undoneAtMs - atMs } }
  })
  return inOrderOfTime(entries)
}

function endedByItself({ choice, endsAtMs, undoneAtMs }: FaultRecord): boolean {
  if (choice.forMs !== undefined || endsAtMs === null || undoneAtMs === null) return false
  return undoneAtMs >= endsAtMs
}

/** The drill that does by its schedule what was done in the run. */
export function repeated(drill: Drill, records: readonly FaultRecord[]): Drill {
  const expect = [...drill.expect, ...livenessExpectations(drill)]
  return { ...withSchedule(drill, recordedSchedule(records)), expect }
}
