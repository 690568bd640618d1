/** A drill as the topology and the charts want it, staged or running. Pure. */
import type { DrillSketch } from '../../../electron/ipc/shapes/drills.ts'
import type { Room, RoomClient, RoomNode, RoomNow } from '../../../electron/ipc/shapes/room.ts'
import type { DrillPicture } from '../../charts/drill-picture.ts'
import { stillPlanned } from '../../charts/fault-spans.ts'
import type { RoomHistory } from '../../stores/room-history.ts'

/** Nodes that are still to be started. */
export function stagedNodes(count: number, release: string): readonly RoomNode[] {
  return Array.from({ length: count }, (_, index) => ({
    name: `n${index + 1}`,
    state: 'starting',
    reason: null,
    role: null,
    leads: false,
    term: 0,
    commit: null,
    applied: 0,
    incarnation: 0,
    release,
    clockOffsetMs: 0,
    mistaken: null,
  }))
}

export function stagedClients(count: number): readonly RoomClient[] {
  return Array.from({ length: count }, (_, index) => ({ name: `c${index + 1}`, lately: null }))
}

export function stagedPicture(
  drill: DrillSketch,
  durationMs: number,
  byHand: boolean,
): DrillPicture {
  return {
    durationMs,
    nowMs: null,
    faults: [],
    planned: byHand ? [] : drill.schedule,
    slots: [],
    elections: [],
    brokenMs: null,
    version: 0,
    figures: null,
  }
}

export function runningPicture(
  room: Room,
  now: RoomNow,
  history: Pick<RoomHistory, 'slots' | 'elections' | 'violations'>,
  version: number,
): DrillPicture {
  return {
    durationMs: now.durationMs,
    nowMs: now.atMs,
    faults: now.faults,
    planned: isOver(room) ? [] : stillPlanned(room.schedule, now.scheduleLeft),
    slots: isOver(room) ? history.slots.filter(({ atMs }) => atMs < now.atMs) : history.slots,
    elections: history.elections,
    brokenMs: history.violations[0]?.atMs ?? null,
    version,
    figures: now,
  }
}

function isOver({ standing }: Room): boolean {
  return standing.kind !== 'starting' && standing.kind !== 'running'
}
