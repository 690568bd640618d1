/**
 * The next event of a lane or of all, wherever in the run it is: windows are asked for, each longer
 * than the last, until one has it. Pure but for the asking.
 */
import type { TimelineFilter } from '../../electron/ipc/requests.ts'
import type { TimelineWindow } from '../../electron/ipc/shapes/timeline.ts'
import type { Direction } from './jumps.ts'
import { stepEvent, type FoundEvent, type Standpoint } from './step-event.ts'

export interface EventSearch {
  readonly window: (range: {
    readonly fromUs: number
    readonly toUs: number
  }) => Promise<TimelineWindow>
  readonly durationUs: number
  /** Length of the first window. */
  readonly firstUs: number
}

const WINDOWS_MAX = 64

export async function findEvent(
  { window, durationUs, firstUs }: EventSearch,
  from: Standpoint,
  direction: Direction,
): Promise<FoundEvent | null> {
  let spanUs = Math.max(1, firstUs)
  let edgeUs = from.atUs
  for (let asked = 0; asked < WINDOWS_MAX; asked++) {
    const forward = direction === 'forward'
    const range = forward
      ? { fromUs: edgeUs, toUs: Math.min(durationUs + 1, edgeUs + spanUs) }
      : { fromUs: Math.max(0, edgeUs - spanUs), toUs: edgeUs + 1 }
    if (range.toUs <= range.fromUs) return null
    const { exact } = await window(range)
    if (exact === null && spanUs > 1) {
      spanUs /= 8
      continue
    }
    const found = exact === null ? null : stepEvent(exact.events, from, direction, range)
    if (found !== null) return found
    if (forward ? range.toUs > durationUs : range.fromUs === 0) return null
    edgeUs = forward ? range.toUs : range.fromUs
    spanUs *= 4
  }
  return null
}

/** The filter that lets through what it did, of this lane alone. */
export function onlyLane(
  filter: TimelineFilter,
  lanes: readonly { readonly name: string }[],
  lane: number,
): TimelineFilter {
  const others = lanes.filter((_, at) => at !== lane).map(({ name }) => name)
  return { ...filter, hiddenMachines: others }
}
