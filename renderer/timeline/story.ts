/** What follows from the head of a timeline once. Pure. */
import type { TimelineHead } from '../../electron/ipc/shapes/timeline.ts'
import type { Story } from './frame.ts'
import { gapsOf, leaderships } from './leadership.ts'
import { struckLanes } from './struck-lanes.ts'

/** Kinds that matter only at a second look, drawn fainter. */
const QUIET = new Set(['timer', 'stored', 'command'])

export function storyOf(head: TimelineHead): Story {
  return {
    head,
    leaderships: leaderships(head.elections, head.lanes, head.durationUs),
    gaps: head.lanes.map((lane) => gapsOf(lane, head.durationUs)),
    struck: head.faults.map((fault) => struckLanes(fault, head.lanes)),
    lostKind: head.kinds.indexOf('lost'),
    quietKinds: Uint8Array.from(head.kinds, (kind) => (QUIET.has(kind) ? 1 : 0)),
  }
}
