/**
 * Finds events by their line, from a moment on: forward those at or after it, oldest first;
 * backward those before it, newest first. A search goes in slices and lets others in between two,
 * because somebody may be panning meanwhile.
 */
import { setImmediate } from 'node:timers/promises'
import type { RequestOf, ResponseOf } from '../../ipc/contract.ts'
import type { EventHit } from '../../ipc/shapes/timeline.ts'
import { findSummaries, readSummary } from '../../recorder/queries/timeline.ts'
import { firstAtLeast } from './bounds.ts'
import type { Passed } from './filter.ts'
import type { OpenedTimeline } from './open-timeline.ts'

/** Some ms of work. */
const SLICE_EVENTS = 20_000
const SUMMARY_LENGTH_MAX = 400

type Request = Omit<RequestOf<'timeline.search'>, 'run' | 'filter'>

export async function searchEvents(
  opened: OpenedTimeline,
  { text, fromUs, direction, limit }: Request,
  { passes }: Passed,
): Promise<ResponseOf<'timeline.search'>> {
  const { rows, columns } = opened
  const forward = direction === 'forward'
  const events = columns.atUs.length
  const begin = firstAtLeast(columns.atUs, fromUs)
  const found: number[] = []
  for (let done = 0; found.length <= limit; done += SLICE_EVENTS) {
    const first = forward ? begin + done : Math.max(0, begin - done - SLICE_EVENTS)
    const last = forward ? Math.min(events, first + SLICE_EVENTS) : begin - done
    if (first >= last) break
    const ids = findSummaries(rows, { text, first: first + 1, last })
    for (const id of forward ? ids : ids.reverse()) if (passes[id - 1] === 1) found.push(id - 1)
    await setImmediate()
  }
  const hits = found.slice(0, limit).map((position) => hitOf(opened, position))
  return { hits, more: found.length > limit }
}

export function hitOf({ rows, columns }: OpenedTimeline, position: number): EventHit {
  return {
    event: position + 1,
    atUs: columns.atUs[position] as number,
    lane: columns.lane[position] as number,
    summary: (readSummary(rows, position + 1) ?? '').slice(0, SUMMARY_LENGTH_MAX),
  }
}
