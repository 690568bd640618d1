/** Events as dots where they can be told apart, and as bars of density where they cannot. */
import type { EventColumns } from '../../electron/ipc/shapes/timeline.ts'
import type { Frame, Pen } from './frame.ts'
import type { Segment } from './segments.ts'
import { stretchOf, type Stretch } from './survey.ts'

const stretch: Stretch = { first: 0, home: 0, guests: 0 }

export function isInCone({ cone }: Frame, events: EventColumns, at: number): boolean {
  if (cone === null) return true
  const lane = events.lane[at] as number
  const atUs = events.atUs[at] as number
  return atUs <= (cone.past[lane] as number) || atUs >= (cone.future[lane] as number)
}

/** One pass for each style, so that the pen changes its colour three times in a frame. */
const STYLES = ['quiet', 'plain', 'outside'] as const

export function drawDots(pen: Pen, frame: Frame): void {
  const { palette } = frame
  for (const style of STYLES) {
    if (style === 'outside' && frame.cone === null) continue
    pen.fillStyle = style === 'plain' ? palette.textQuiet : palette.textDim
    pen.globalAlpha = style === 'outside' ? 0.22 : style === 'quiet' ? 0.6 : 1
    for (let place = 0; place < frame.segments.length; place++) {
      drawDotsOf(pen, frame, frame.segments.at(place), style)
    }
  }
  pen.globalAlpha = 1
}

function drawDotsOf(
  pen: Pen,
  frame: Frame,
  segment: Segment,
  style: (typeof STYLES)[number],
): void {
  const { scale, layout, story } = frame
  const events = segment.tile.exact?.events
  if (events === undefined) return
  stretchOf(segment, stretch)
  const together = layout.together
  for (let at = stretch.first; at < stretch.home; at++) {
    const lane = events.lane[at] as number
    if (layout.shown[lane] !== 1) continue
    const isClient = story.head.lanes[lane]?.role === 'client'
    if (together && isClient) continue
    // On a client's lane the operations matter.
    const quiet = isClient || story.quietKinds[events.kind[at] as number] === 1
    const of = isInCone(frame, events, at) ? (quiet ? 'quiet' : 'plain') : 'outside'
    if (of !== style) continue
    const x = Math.round(scale.xOf(events.atUs[at] as number))
    const y = layout.y[lane] as number
    if (quiet) pen.fillRect(x - 1, y - 1, 3, 3)
    else {
      // Two bars make a dot of five pixels without its corners; a path would cost far more.
      pen.fillRect(x - 2, y - 1, 5, 3)
      pen.fillRect(x - 1, y - 2, 3, 5)
    }
  }
}

const DENSITY_PX_MAX = 34

/** The tallest bar of a tile has the room that its lane gives; the others are in proportion. */
export function drawDensity(pen: Pen, frame: Frame): void {
  const { palette, segments } = frame
  pen.fillStyle = palette.textDim
  for (let place = 0; place < segments.length; place++) {
    drawDensityOf(pen, frame, segments.at(place), false)
  }
  pen.fillStyle = palette.hot
  for (let place = 0; place < segments.length; place++) {
    drawDensityOf(pen, frame, segments.at(place), true)
  }
}

function drawDensityOf(pen: Pen, frame: Frame, segment: Segment, lost: boolean): void {
  const { scale, layout, story, shown } = frame
  const { tile } = segment
  const { bins } = tile
  const counts = lost ? tile.lost : tile.density
  const binUs = (tile.toUs - tile.fromUs) / bins
  const first = Math.max(0, Math.floor((segment.fromUs - tile.fromUs) / binUs))
  const end = Math.min(bins, Math.ceil((segment.toUs - tile.fromUs) / binUs))
  const most = mostOf(tile.density)
  const wide = Math.max(1, binUs * scale.pxPerUs - (binUs * scale.pxPerUs > 2.5 ? 1 : 0))
  for (let lane = 0; lane < layout.y.length; lane++) {
    if (layout.shown[lane] !== 1) continue
    // Clients show their operations where these are known.
    if (shown.exact && story.head.lanes[lane]?.role === 'client') continue
    const room = Math.min(DENSITY_PX_MAX, (layout.rowPx[lane] as number) * 0.42)
    const y = (layout.y[lane] as number) + 1
    for (let bin = first; bin < end; bin++) {
      const count = counts[lane * bins + bin] as number
      if (count === 0) continue
      const tall = Math.max(1.5, Math.sqrt(count / most) * room)
      pen.fillRect(scale.xOf(tile.fromUs + bin * binUs), y - tall, wide, tall)
    }
  }
}

const mosts = new WeakMap<Uint32Array, number>()

function mostOf(counts: Uint32Array): number {
  const known = mosts.get(counts)
  if (known !== undefined) return known
  let most = 1
  for (const count of counts) if (count > most) most = count
  mosts.set(counts, most)
  return most
}
