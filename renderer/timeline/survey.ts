/**
 * Counts what is in view before it is drawn: whether single events can be told apart, and how many
 * messages there are. Pure.
 */
import { thinningFor } from './arrow-thinning.ts'
import { firstAtLeast } from './column-search.ts'
import type { LaneLayout } from './lane-layout.ts'
import type { Segment, SegmentList } from './segments.ts'

/** On average so much room for a dot, else density is drawn. */
const PX_PER_DOT_MIN = 3.5

export interface Survey {
  /** Whether every stretch has its single events and operations: one picture has one rule. */
  exact: boolean
  /** Whether every stretch has its single events, and they can be told apart. */
  asDots: boolean
  events: number
  messages: number
  thinning: number
}

/** Places in the columns of a segment's events, half open; guests arrive after its end. */
export interface Stretch {
  first: number
  home: number
  guests: number
}

/** Which events of the segment's tile it draws. Fills and returns `into`; nothing is allocated. */
export function stretchOf(segment: Segment, into: Stretch): Stretch {
  const { tile, fromUs, toUs, last } = segment
  const events = tile.exact?.events
  if (events === undefined) {
    into.first = into.home = into.guests = 0
    return into
  }
  into.first = firstAtLeast(events.atUs, fromUs)
  into.home = firstAtLeast(events.atUs, toUs)
  into.guests = last ? events.atUs.length : into.home
  return into
}

const stretch: Stretch = { first: 0, home: 0, guests: 0 }

export function survey(
  segments: SegmentList,
  layout: LaneLayout,
  widthPx: number,
  into: Survey,
): Survey {
  let events = 0
  let messages = 0
  let exact = segments.length > 0
  for (let place = 0; place < segments.length; place++) {
    const segment = segments.at(place)
    const columns = segment.tile.exact?.events
    if (columns === undefined) {
      exact = false
      continue
    }
    stretchOf(segment, stretch)
    events += stretch.home - stretch.first
    for (let at = stretch.first; at < stretch.guests; at++) {
      const sent = columns.sentAtUs[at] as number
      if (sent < segment.toUs && (columns.peer[at] as number) >= 0) messages++
    }
  }
  let lanes = 0
  for (const shown of layout.shown) lanes += shown
  into.exact = exact
  into.events = events
  into.messages = messages
  into.asDots = exact && events <= (lanes * widthPx) / PX_PER_DOT_MIN
  into.thinning = thinningFor(messages)
  return into
}
