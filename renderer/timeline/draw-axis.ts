/** The axis above the lanes: moments, phases, notes, and the lines that go down from it. */
import type { Frame, Pen } from './frame.ts'
import { ticksOf } from './ticks.ts'

export const AXIS_PX = 44
const MOMENTS = '11px "JetBrains Mono Variable", ui-monospace, monospace'
const WORDS = '11px "Inter Variable", system-ui, sans-serif'
const PHASE_Y = 34

export function drawAxis(pen: Pen, frame: Frame): void {
  const { scale, palette, story } = frame
  pen.font = MOMENTS
  pen.textBaseline = 'middle'
  pen.textAlign = 'center'
  pen.fillStyle = palette.textDim
  for (const { atUs, label } of ticksOf(scale.fromUs, scale.toUs, scale.widthPx)) {
    const x = scale.xOf(atUs)
    const half = label.length * 3.4
    if (x >= half && x <= scale.widthPx - half) pen.fillText(label, x, 12)
  }
  pen.font = WORDS
  pen.textAlign = 'left'
  const { phases } = story.head
  for (const [place, { atUs, phase }] of phases.entries()) {
    const untilUs = phases[place + 1]?.atUs ?? story.head.durationUs
    if (untilUs < scale.fromUs || atUs > scale.toUs) continue
    const left = Math.max(0, scale.xOf(atUs))
    const right = Math.min(scale.widthPx, scale.xOf(untilUs))
    pen.fillStyle = palette.lineStrong
    if (atUs >= scale.fromUs) pen.fillRect(Math.round(left), PHASE_Y - 7, 1, 14)
    pen.fillStyle = palette.textDim
    // A word is whole or not there; under the pointer it is told anyway.
    if (pen.measureText(phase).width <= right - left - 12) pen.fillText(phase, left + 6, PHASE_Y)
  }
  pen.fillStyle = palette.line
  pen.fillRect(0, AXIS_PX - 1, scale.widthPx, 1)
  drawNotes(pen, frame)
}

/** A flag for each note that speaks of a moment. */
function drawNotes(pen: Pen, { scale, palette, story }: Frame): void {
  pen.fillStyle = palette.accent
  for (const { atUs } of story.head.notes) {
    if (atUs === null || !scale.shows(atUs)) continue
    const x = Math.round(scale.xOf(atUs))
    pen.fillRect(x, AXIS_PX - 16, 1, 16)
    pen.beginPath()
    pen.moveTo(x + 1, AXIS_PX - 16)
    pen.lineTo(x + 9, AXIS_PX - 12)
    pen.lineTo(x + 1, AXIS_PX - 8)
    pen.fill()
  }
}

/** The moments at which a promise was broken, in words; drawn over everything else. */
export function drawViolations(pen: Pen, { scale, palette, story, layout }: Frame): void {
  pen.font = WORDS
  pen.textAlign = 'left'
  pen.textBaseline = 'middle'
  let above = 0
  for (const { atUs, check } of story.head.violations) {
    if (!scale.shows(atUs)) continue
    const x = Math.round(scale.xOf(atUs))
    pen.fillStyle = palette.bad
    for (let y = 0; y < layout.heightPx; y += 7) pen.fillRect(x - 1, y, 3, 4)
    const text = `${check} broken`
    const width = pen.measureText(text).width
    const left = x + width + 12 > scale.widthPx ? x - width - 8 : x + 6
    const y = layout.heightPx - 10 - above * 16
    pen.fillStyle = palette.bg
    pen.fillRect(left - 2, y - 8, width + 4, 16)
    pen.fillStyle = palette.bad
    pen.fillText(text, left, y)
    above++
  }
}
