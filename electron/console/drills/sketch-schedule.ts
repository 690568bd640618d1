/** A schedule as lists and previews show it. */
import type { Drill, FaultChoice, ScheduleEntry } from '../../../core/drills/drill.ts'
import { parametersText, selectorText } from '../../../core/drills/file-text.ts'
import { formatDuration } from '../../../core/drills/quantities.ts'
import { findFault } from '../../../core/faults/index.ts'
import type { PlannedEntry } from '../../ipc/shapes/drills.ts'

/** `entries` in order of time. */
export function sketchSchedule(entries: readonly ScheduleEntry[]): readonly PlannedEntry[] {
  return entries.map((entry, index) => {
    if (!('fault' in entry)) {
      const { atMs, undo } = entry
      return { atMs, what: 'undo', kind: undo, target: '', parameters: '', endsAtMs: null }
    }
    const { atMs, fault } = entry
    const endsAtMs = endOf(fault, atMs, entries.slice(index + 1))
    return { atMs, what: 'fault', ...sketchFault(fault), endsAtMs }
  })
}

export function sketchFault({
  kind,
  target,
  parameters,
}: FaultChoice): Pick<PlannedEntry, 'kind' | 'target' | 'parameters'> {
  const schema = findFault(kind)?.parameters
  return {
    kind,
    target: target === undefined ? '' : selectorText(target),
    parameters: schema === undefined ? '' : parametersText(schema, parameters),
  }
}

/** `kill, pause; one every 5s or so, for 1s to 3s, at most 2 at once`; null for none. */
export function sketchRandom({ random }: Drill): string | null {
  if (random === undefined) return null
  const kinds = [...new Set(random.kinds.map(({ kind }) => kind))].join(', ')
  const { from, to } = random.lastsMs
  const every = `one every ${formatDuration(random.everyMs)} or so`
  const lasts = `for ${formatDuration(from)} to ${formatDuration(to)}`
  return `${kinds}; ${every}, ${lasts}, at most ${random.atMostActive} at once`
}

/** By its own time or by the first undo that names it, whatever comes first. */
function endOf(
  { forMs, name }: FaultChoice,
  atMs: number,
  later: readonly ScheduleEntry[],
): number | null {
  const undone = later.find(
    (entry) => 'undo' in entry && (entry.undo === 'all' || entry.undo === name),
  )
  const ends = [forMs === undefined ? [] : [atMs + forMs], undone ? [undone.atMs] : []].flat()
  return ends.length === 0 ? null : Math.min(...ends)
}
