/**
 * What lies under a point of the picture: an event before a message, a message before the bar of
 * an operation, and where nothing single is drawn, a bin of density. Pure.
 */
import type { EventColumns, OperationBar } from '../../electron/ipc/shapes/timeline.ts'
import { isKept } from './arrow-thinning.ts'
import { arrowOf, type ArrowShape } from './arrow-shape.ts'
import { firstAtLeast } from './column-search.ts'
import type { LaneLayout } from './lane-layout.ts'
import { laneAt } from './lane-layout.ts'
import { barOf, isHome, type BarShape } from './operation-shape.ts'
import type { Segment, SegmentList } from './segments.ts'
import { stretchOf } from './survey.ts'
import type { TimeScale } from './time-scale.ts'

export type Hit =
  | { readonly kind: 'event' | 'message'; readonly events: EventColumns; readonly at: number }
  | { readonly kind: 'operation'; readonly operation: OperationBar }
  | {
      readonly kind: 'bin'
      readonly lane: number
      readonly fromUs: number
      readonly toUs: number
      readonly events: number
      readonly lost: number
    }

export interface HitContext {
  readonly scale: TimeScale
  readonly layout: LaneLayout
  readonly segments: SegmentList
  readonly lostKind: number
  readonly thinning: number
  readonly exact: boolean
  readonly asDots: boolean
}

const DOT_PX = 8
const ARROW_PX = 5

export function hitAt(context: HitContext, x: number, y: number): Hit | null {
  if (context.asDots) {
    const event = dotAt(context, x, y) ?? arrowAt(context, x, y)
    if (event !== null) return event
  }
  const operation = context.exact ? operationAt(context, x, y) : null
  return operation ?? (context.asDots ? null : binAt(context, x, y))
}

function dotAt({ scale, layout, segments }: HitContext, x: number, y: number): Hit | null {
  let best: Hit | null = null
  let bestPx = DOT_PX
  const fromUs = scale.usAt(x - DOT_PX)
  const toUs = scale.usAt(x + DOT_PX)
  for (let place = 0; place < segments.length; place++) {
    const segment = segments.at(place)
    const events = segment.tile.exact?.events
    if (events === undefined) continue
    const first = firstAtLeast(events.atUs, Math.max(segment.fromUs, fromUs))
    const end = firstAtLeast(events.atUs, Math.min(segment.toUs, toUs))
    for (let at = first; at < end; at++) {
      const lane = events.lane[at] as number
      if (layout.shown[lane] !== 1) continue
      const awayY = y - (layout.y[lane] as number)
      if (awayY > DOT_PX || awayY < -DOT_PX) continue
      const away = Math.hypot(x - scale.xOf(events.atUs[at] as number), awayY)
      if (away >= bestPx) continue
      bestPx = away
      best = { kind: 'event', events, at }
    }
  }
  return best
}

const arrow: ArrowShape = { fromX: 0, fromY: 0, toX: 0, toY: 0, lost: false }

function arrowAt(context: HitContext, x: number, y: number): Hit | null {
  let best: Hit | null = null
  let bestPx = ARROW_PX
  for (let place = 0; place < context.segments.length; place++) {
    const segment = context.segments.at(place)
    const events = segment.tile.exact?.events
    if (events === undefined) continue
    const { first, guests } = stretchOf(segment, { first: 0, home: 0, guests: 0 })
    for (let at = first; at < guests; at++) {
      if (!isKept(events.id[at] as number, context.thinning)) continue
      if (!arrowOf(context, events, at, arrow)) continue
      const away = distanceTo(arrow, x, y)
      if (away >= bestPx) continue
      bestPx = away
      best = { kind: 'message', events, at }
    }
  }
  return best
}

/** From a point to the nearest point of the line between both ends. */
export function distanceTo({ fromX, fromY, toX, toY }: ArrowShape, x: number, y: number): number {
  const dx = toX - fromX
  const dy = toY - fromY
  const lengthSquared = dx * dx + dy * dy
  const along = lengthSquared === 0 ? 0 : ((x - fromX) * dx + (y - fromY) * dy) / lengthSquared
  const share = Math.min(1, Math.max(0, along))
  return Math.hypot(x - fromX - share * dx, y - fromY - share * dy)
}

const bar: BarShape = { left: 0, right: 0, top: 0, tall: 0 }

function operationAt({ scale, layout, segments }: HitContext, x: number, y: number): Hit | null {
  for (let place = 0; place < segments.length; place++) {
    const segment = segments.at(place)
    for (const operation of segment.tile.exact?.operations ?? []) {
      if (!isHome(operation, segment, place === 0)) continue
      if (!barOf(operation, scale, layout, bar)) continue
      const inside = x >= bar.left - 1 && x <= bar.right + 1
      if (inside && y >= bar.top && y <= bar.top + bar.tall) return { kind: 'operation', operation }
    }
  }
  return null
}

function binAt({ scale, layout, segments }: HitContext, x: number, y: number): Hit | null {
  const lane = laneAt(layout, y)
  if (lane === null) return null
  const atUs = scale.usAt(x)
  const segment = segmentAt(segments, atUs)
  if (segment === null) return null
  const { tile } = segment
  const binUs = (tile.toUs - tile.fromUs) / tile.bins
  const bin = Math.min(tile.bins - 1, Math.max(0, Math.floor((atUs - tile.fromUs) / binUs)))
  const events = tile.density[lane * tile.bins + bin] ?? 0
  if (events === 0) return null
  const lost = tile.lost[lane * tile.bins + bin] ?? 0
  const fromUs = tile.fromUs + bin * binUs
  return { kind: 'bin', lane, fromUs, toUs: fromUs + binUs, events, lost }
}

function segmentAt(segments: SegmentList, atUs: number): Segment | null {
  for (let place = 0; place < segments.length; place++) {
    const segment = segments.at(place)
    if (atUs >= segment.fromUs && atUs < segment.toUs) return segment
  }
  return null
}
