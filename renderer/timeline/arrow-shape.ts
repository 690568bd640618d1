/** Where a message's line begins and ends on the screen; one rule for drawing and for hits. Pure. */
import type { EventColumns } from '../../electron/ipc/shapes/timeline.ts'
import type { LaneLayout } from './lane-layout.ts'
import type { TimeScale } from './time-scale.ts'

export interface ArrowShape {
  fromX: number
  fromY: number
  toX: number
  toY: number
  lost: boolean
}

/** A lost message is drawn this far towards its receiver, leaning like one under way. */
const LOST_SHARE = 0.55
const LOST_LEAN_PX = 26

export interface ArrowContext {
  readonly scale: TimeScale
  readonly layout: LaneLayout
  readonly lostKind: number
}

/** Fills `into`; false where the event is no message or is out of view. */
export function arrowOf(
  { scale, layout, lostKind }: ArrowContext,
  events: EventColumns,
  at: number,
  into: ArrowShape,
): boolean {
  const peer = events.peer[at] as number
  if (peer < 0) return false
  const lane = events.lane[at] as number
  const laneY = layout.y[lane] as number
  const peerY = layout.y[peer] as number
  const atX = scale.xOf(events.atUs[at] as number)
  if (events.kind[at] === lostKind) {
    into.lost = true
    into.fromX = atX
    into.fromY = laneY
    into.toX = atX + LOST_LEAN_PX
    into.toY = laneY + (peerY - laneY) * LOST_SHARE
  } else {
    into.lost = false
    into.fromX = scale.xOf(events.sentAtUs[at] as number)
    into.fromY = peerY
    into.toX = atX
    into.toY = laneY
  }
  // NaN, of a hidden lane or an unknown sending, compares false.
  return (
    into.toX >= 0 &&
    into.fromX <= scale.widthPx &&
    into.fromY !== into.toY &&
    isFinite(into.fromY + into.toY)
  )
}
