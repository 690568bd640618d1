/** What lies behind the events: the grid of time, lanes with their gaps, fault bands, leadership. */
import type { FaultBand } from '../../electron/ipc/shapes/timeline.ts'
import type { Frame, Pen } from './frame.ts'
import { ticksOf } from './ticks.ts'

const LABEL = '11px "Inter Variable", system-ui, sans-serif'
/** Narrower stretches get no words. */
const WORD_PX_MIN = 44

export function drawGrid(pen: Pen, { scale, layout, palette }: Frame): void {
  pen.fillStyle = palette.line
  for (const { atUs } of ticksOf(scale.fromUs, scale.toUs, scale.widthPx)) {
    pen.fillRect(Math.round(scale.xOf(atUs)), 0, 1, layout.heightPx)
  }
}

/** Behind everything on the lane where one stands. */
export function drawCurrentLane(pen: Pen, { layout, scale, palette, currentLane }: Frame): void {
  if (layout.shown[currentLane] !== 1) return
  const tall = layout.rowPx[currentLane] as number
  pen.fillStyle = palette.accent
  pen.globalAlpha = 0.06
  pen.fillRect(0, (layout.y[currentLane] as number) - tall / 2, scale.widthPx, tall)
  pen.globalAlpha = 1
}

export function drawLanes(pen: Pen, frame: Frame): void {
  const { scale, layout, palette, story } = frame
  const { widthPx } = scale
  pen.font = LABEL
  pen.textBaseline = 'middle'
  for (let lane = 0; lane < layout.y.length; lane++) {
    if (layout.shown[lane] !== 1) continue
    if (layout.together && story.head.lanes[lane]?.role === 'client') continue
    const y = layout.y[lane] as number
    pen.fillStyle = palette.lineStrong
    pen.fillRect(0, y, widthPx, 1)
    for (const gap of story.gaps[lane] ?? []) {
      const left = Math.max(0, scale.xOf(gap.fromUs))
      const right = Math.min(widthPx, scale.xOf(gap.toUs))
      if (right > left) drawGap(pen, frame, { left, right, y, start: gap.fromUs === 0 })
    }
  }
}

interface DrawnGap {
  readonly left: number
  readonly right: number
  readonly y: number
  /** Before the first life: not down, not there yet. */
  readonly start: boolean
}

function drawGap(pen: Pen, { palette }: Frame, { left, right, y, start }: DrawnGap): void {
  pen.fillStyle = palette.bg
  pen.fillRect(left, y - 1, right - left, 3)
  pen.fillStyle = palette.textDim
  for (let x = left; x < right; x += 8) pen.fillRect(x, y, Math.min(3, right - x), 1)
  if (start || right - left < WORD_PX_MIN) return
  pen.fillStyle = palette.textQuiet
  pen.textAlign = 'center'
  pen.fillText('down', (left + right) / 2, y - 9)
}

export function drawFaults(pen: Pen, frame: Frame, hatch: CanvasPattern | null): void {
  const { scale, layout, palette } = frame
  eachBand(frame, ({ fault, lane, left, right }) => {
    const half = ((layout.rowPx[lane] as number) - 6) / 2
    const top = (layout.y[lane] as number) - half
    pen.fillStyle = hatch ?? palette.hotSoft
    pen.fillRect(left, top, right - left, half * 2)
    pen.fillStyle = palette.hot
    pen.globalAlpha = 0.55
    if (fault.fromUs >= scale.fromUs) pen.fillRect(left, top, 1, half * 2)
    if (fault.toUs <= scale.toUs) pen.fillRect(right - 1, top, 1, half * 2)
    pen.globalAlpha = 1
  })
}

/** Each fault named once, on the first of its lanes; over the events, so that it can be read. */
export function drawFaultWords(pen: Pen, frame: Frame): void {
  const { layout, palette } = frame
  pen.font = LABEL
  pen.textBaseline = 'bottom'
  pen.textAlign = 'right'
  const named = new Set<FaultBand>()
  const labels = new Map<number, number>()
  eachBand(frame, ({ fault, lane, left, right }) => {
    if (named.has(fault) || right - left < WORD_PX_MIN * 1.5) return
    named.add(fault)
    const below = labels.get(lane) ?? 0
    labels.set(lane, below + 1)
    const text = fit(`${fault.kind} ${fault.target}`, right - left - 10)
    const bottom = (layout.y[lane] as number) + (layout.rowPx[lane] as number) / 2 - 5 - below * 14
    const widthPx = pen.measureText(text).width
    pen.fillStyle = palette.bg
    pen.globalAlpha = 0.85
    pen.fillRect(right - 8 - widthPx, bottom - 13, widthPx + 6, 13)
    pen.globalAlpha = 1
    pen.fillStyle = palette.hot
    pen.fillText(text, right - 5, bottom)
  })
}

interface DrawnBand {
  readonly fault: FaultBand
  readonly lane: number
  readonly left: number
  readonly right: number
}

/** Every stretch of a lane in view that a fault struck, fault by fault. */
function eachBand({ scale, layout, story }: Frame, draw: (band: DrawnBand) => void): void {
  for (const [place, fault] of story.head.faults.entries()) {
    const left = Math.max(0, scale.xOf(fault.fromUs))
    const until = Math.min(scale.widthPx, scale.xOf(fault.toUs))
    if (until < 0 || left > scale.widthPx || until < left) continue
    const right = Math.max(left + 2, until)
    for (const lane of story.struck[place] ?? []) {
      if (layout.shown[lane] === 1) draw({ fault, lane, left, right })
    }
  }
}

/** Cuts to a width in the label's font, with an ellipsis. */
export function fit(text: string, widthPx: number): string {
  const most = Math.floor(widthPx / 6)
  if (text.length <= most) return text
  return most < 4 ? '' : `${text.slice(0, most - 1)}…`
}

export function drawLeaderships(pen: Pen, { scale, layout, palette, story }: Frame): void {
  pen.font = LABEL
  pen.textAlign = 'left'
  pen.textBaseline = 'middle'
  pen.fillStyle = palette.leader
  for (const { lane, fromUs, toUs, term } of story.leaderships) {
    if (layout.shown[lane] !== 1 || toUs < scale.fromUs || fromUs > scale.toUs) continue
    const y = layout.y[lane] as number
    const x = scale.xOf(fromUs)
    const left = Math.max(0, x)
    const right = Math.min(scale.widthPx, scale.xOf(toUs))
    pen.globalAlpha = 0.75
    pen.fillRect(left, y - 1, right - left, 3)
    pen.globalAlpha = 1
    if (x < -8) continue
    hexagon(pen, x, y, 5.5)
    if (right - left > 34) pen.fillText(`t${term}`, x + 9, y + 11)
  }
}

export function hexagon(pen: Pen, x: number, y: number, radius: number): void {
  const half = radius / 2
  const tall = radius * 0.866
  pen.beginPath()
  pen.moveTo(x - radius, y)
  pen.lineTo(x - half, y - tall)
  pen.lineTo(x + half, y - tall)
  pen.lineTo(x + radius, y)
  pen.lineTo(x + half, y + tall)
  pen.lineTo(x - half, y + tall)
  pen.fill()
}
