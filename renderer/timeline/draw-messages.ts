/**
 * Messages as arrows from where they were sent to where they were received. Lost ones are hot,
 * dashed and end in a cross; damaged ones end in a square; a copy has a second head. One that was
 * overtaken is told only under the pointer: on any real network these are many, and say little.
 * Too many messages are thinned by the rule of `arrow-thinning.ts`.
 */
import { FLAG } from '../../electron/ipc/shapes/timeline.ts'
import { isKept } from './arrow-thinning.ts'
import { arrowOf, type ArrowShape } from './arrow-shape.ts'
import { isInCone } from './draw-events.ts'
import type { Frame, Pen } from './frame.ts'
import { stretchOf, type Stretch } from './survey.ts'

const STYLES = ['outside', 'plain', 'copy', 'lost', 'damaged'] as const
type Style = (typeof STYLES)[number]

const DASHES: { readonly [style in Style]: readonly number[] } = {
  outside: [],
  plain: [],
  copy: [],
  lost: [4, 3],
  damaged: [4, 3],
}

/** Many lines cross: single ones must stand back behind what is marked. */
const ALPHA: { readonly [style in Style]: number } = {
  outside: 0.16,
  plain: 0.7,
  copy: 1,
  lost: 1,
  damaged: 1,
}

const HEAD_PX = 7
const stretch: Stretch = { first: 0, home: 0, guests: 0 }
const shape: ArrowShape = { fromX: 0, fromY: 0, toX: 0, toY: 0, lost: false }

/** How the event's message is drawn; null for none. */
function styleOf(frame: Frame, segmentPlace: number, at: number): Style | null {
  const events = frame.segments.at(segmentPlace).tile.exact?.events
  if (events === undefined) return null
  if (!isInCone(frame, events, at)) return 'outside'
  const flags = events.flags[at] as number
  if (events.kind[at] === frame.story.lostKind) {
    return (flags & FLAG.corrupt) !== 0 ? 'damaged' : 'lost'
  }
  return (flags & FLAG.duplicate) !== 0 ? 'copy' : 'plain'
}

/** Returns how many were drawn. */
export function drawMessages(pen: Pen, frame: Frame, thinning: number): number {
  const { palette, scale, layout, story } = frame
  const context = { scale, layout, lostKind: story.lostKind }
  let drawn = 0
  pen.lineWidth = 1
  for (const style of STYLES) {
    if (style === 'outside' && frame.cone === null) continue
    pen.strokeStyle = pen.fillStyle = colourOf(style, palette)
    pen.globalAlpha = ALPHA[style]
    pen.setLineDash(DASHES[style] as number[])
    pen.beginPath()
    for (let place = 0; place < frame.segments.length; place++) {
      const segment = frame.segments.at(place)
      const events = segment.tile.exact?.events
      if (events === undefined) continue
      stretchOf(segment, stretch)
      for (let at = stretch.first; at < stretch.guests; at++) {
        if ((events.peer[at] as number) < 0) continue
        if (!isKept(events.id[at] as number, thinning)) continue
        if (styleOf(frame, place, at) !== style) continue
        if (!arrowOf(context, events, at, shape)) continue
        pen.moveTo(shape.fromX, shape.fromY)
        pen.lineTo(shape.toX, shape.toY)
        drawn++
      }
    }
    pen.stroke()
    pen.setLineDash([])
    drawEnds(pen, frame, style, thinning)
  }
  pen.globalAlpha = 1
  return drawn
}

function colourOf(style: Style, palette: Frame['palette']): string {
  if (style === 'lost' || style === 'damaged' || style === 'copy') return palette.hot
  return palette.textDim
}

function drawEnds(pen: Pen, frame: Frame, style: Style, thinning: number): void {
  const { scale, layout, story } = frame
  const context = { scale, layout, lostKind: story.lostKind }
  pen.beginPath()
  for (let place = 0; place < frame.segments.length; place++) {
    const segment = frame.segments.at(place)
    const events = segment.tile.exact?.events
    if (events === undefined) continue
    stretchOf(segment, stretch)
    for (let at = stretch.first; at < stretch.guests; at++) {
      if ((events.peer[at] as number) < 0) continue
      if (!isKept(events.id[at] as number, thinning)) continue
      if (styleOf(frame, place, at) !== style) continue
      if (arrowOf(context, events, at, shape)) end(pen, style)
    }
  }
  if (style === 'lost') pen.stroke()
  else pen.fill()
}

function end(pen: Pen, style: Style): void {
  const { toX, toY } = shape
  if (style === 'lost') {
    pen.moveTo(toX - 3.5, toY - 3.5)
    pen.lineTo(toX + 3.5, toY + 3.5)
    pen.moveTo(toX - 3.5, toY + 3.5)
    pen.lineTo(toX + 3.5, toY - 3.5)
  } else if (style === 'damaged') {
    pen.rect(toX - 3, toY - 3, 6, 6)
  } else {
    arrowHead(pen, shape, 0)
    if (style === 'copy') arrowHead(pen, shape, HEAD_PX)
  }
}

/** Adds the head to a path that is to be filled, which closes it; `backPx` before the line's end. */
export function arrowHead(pen: Pen, { fromX, fromY, toX, toY }: ArrowShape, backPx: number): void {
  const length = Math.hypot(toX - fromX, toY - fromY)
  if (length < HEAD_PX) return
  const alongX = (toX - fromX) / length
  const alongY = (toY - fromY) / length
  const tipX = toX - alongX * backPx
  const tipY = toY - alongY * backPx
  const baseX = tipX - alongX * HEAD_PX
  const baseY = tipY - alongY * HEAD_PX
  pen.moveTo(tipX, tipY)
  pen.lineTo(baseX - alongY * 2.8, baseY + alongX * 2.8)
  pen.lineTo(baseX + alongY * 2.8, baseY - alongX * 2.8)
}
