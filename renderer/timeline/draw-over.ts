/** What moves over the picture: the playhead, the selected event with its path, the pointer. */
import type { EventHit } from '../../electron/ipc/shapes/timeline.ts'
import { AXIS_PX } from './draw-axis.ts'
import { arrowHead } from './draw-messages.ts'
import type { Frame, Pen } from './frame.ts'

export interface Over {
  playheadUs: number | null
  /** Where the pointer is; NaN where it is not over the picture. */
  pointerX: number
  /** An event under the pointer: its lane and moment; lane -1 for none. */
  hoverLane: number
  hoverUs: number
}

/** Whether nothing would be drawn, so that a layer which is clear can stay as it is. */
export function isClear({ scale, selected, cone }: Frame, over: Over): boolean {
  const { pointerX, playheadUs, hoverLane } = over
  if (Number.isFinite(pointerX) || hoverLane >= 0 || selected !== null || cone !== null)
    return false
  return playheadUs === null || !scale.shows(playheadUs)
}

export function drawOver(pen: Pen, frame: Frame, over: Over): void {
  const { scale, layout, palette } = frame
  if (Number.isFinite(over.pointerX)) {
    pen.fillStyle = palette.lineStrong
    pen.fillRect(Math.round(over.pointerX), AXIS_PX, 1, layout.heightPx)
  }
  if (over.playheadUs !== null && scale.shows(over.playheadUs)) {
    pen.fillStyle = palette.accent
    pen.fillRect(Math.round(scale.xOf(over.playheadUs)), AXIS_PX - 8, 1.5, layout.heightPx + 8)
  }
  pen.save()
  pen.translate(0, AXIS_PX)
  drawPath(pen, frame)
  drawSelected(pen, frame)
  if (over.hoverLane >= 0) ring(pen, frame, over.hoverLane, over.hoverUs, 6)
  pen.restore()
}

/** The messages by which the past reached the selected event. */
function drawPath(pen: Pen, frame: Frame): void {
  const { cone, selected, palette } = frame
  const path = cone?.path ?? []
  const hops: EventHit[] = [...path]
  if (selected !== null && path.at(-1)?.event !== selected.event) hops.push(selected)
  pen.strokeStyle = pen.fillStyle = palette.accent
  pen.lineWidth = 2
  for (let place = 1; place < hops.length; place++) {
    drawHop(pen, frame, hops[place - 1] as EventHit, hops[place] as EventHit)
  }
  if (selected === null) return
  if (path.length === 0 && selected.cause !== null) drawHop(pen, frame, selected.cause, selected)
  for (const caused of selected.caused) drawHop(pen, frame, selected, caused)
}

function drawHop(pen: Pen, { scale, layout }: Frame, from: EventHit, to: EventHit): void {
  const fromX = scale.xOf(from.atUs)
  const toX = scale.xOf(to.atUs)
  const fromY = layout.y[from.lane] as number
  const toY = layout.y[to.lane] as number
  if (toX < 0 || fromX > scale.widthPx || !Number.isFinite(fromY + toY)) return
  pen.beginPath()
  pen.moveTo(fromX, fromY)
  pen.lineTo(toX, toY)
  pen.stroke()
  if (fromY === toY) return
  pen.beginPath()
  arrowHead(pen, { fromX, fromY, toX, toY, lost: false }, 0)
  pen.fill()
}

function drawSelected(pen: Pen, frame: Frame): void {
  const { selected } = frame
  if (selected === null) return
  ring(pen, frame, selected.lane, selected.atUs, 7)
  const { scale, layout } = frame
  pen.beginPath()
  pen.arc(scale.xOf(selected.atUs), layout.y[selected.lane] as number, 3, 0, Math.PI * 2)
  pen.fill()
}

function ring(
  pen: Pen,
  { scale, layout, palette }: Frame,
  lane: number,
  atUs: number,
  radius: number,
): void {
  const y = layout.y[lane] as number
  if (!Number.isFinite(y)) return
  pen.strokeStyle = pen.fillStyle = palette.accent
  pen.lineWidth = 2
  pen.beginPath()
  pen.arc(scale.xOf(atUs), y, radius, 0, Math.PI * 2)
  pen.stroke()
}
