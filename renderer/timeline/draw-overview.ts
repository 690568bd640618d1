/** The whole run in one strip: density, losses, faults, elections, violations, and the view. */
import type { TimelineWindow } from '../../electron/ipc/shapes/timeline.ts'
import { hexagon } from './draw-lanes.ts'
import type { Pen, Story } from './frame.ts'
import type { Palette } from './palette.ts'
import type { TimeScale } from './time-scale.ts'

export const OVERVIEW_PX = 76
const FAULTS_PX = 10
const DENSITY_TOP = 18
const DENSITY_BOTTOM = 74
const FAULT_ROWS_MAX = 2

export interface Overview {
  readonly story: Story
  readonly palette: Palette
  readonly root: TimelineWindow | undefined
  readonly widthPx: number
}

export function drawOverview(pen: Pen, { story, palette, root, widthPx }: Overview): void {
  const { head } = story
  const xOf = (atUs: number): number => (atUs / head.durationUs) * widthPx
  pen.fillStyle = palette.surface
  pen.fillRect(0, 0, widthPx, OVERVIEW_PX)
  if (root !== undefined) drawBins(pen, root, palette, xOf)
  pen.fillStyle = palette.hot
  for (const [place, { fromUs, toUs }] of head.faults.entries()) {
    const row = place % FAULT_ROWS_MAX
    pen.fillRect(xOf(fromUs), 3 + (row * FAULTS_PX) / 2, Math.max(2, xOf(toUs) - xOf(fromUs)), 4)
  }
  pen.fillStyle = palette.leader
  for (const { atUs } of head.elections) hexagon(pen, xOf(atUs), DENSITY_BOTTOM - 4, 4)
  pen.fillStyle = palette.accent
  for (const { atUs } of head.notes) {
    if (atUs !== null) pen.fillRect(xOf(atUs) - 1, DENSITY_TOP, 2, 8)
  }
  pen.fillStyle = palette.bad
  for (const { atUs } of head.violations) {
    const x = xOf(atUs)
    pen.beginPath()
    pen.moveTo(x - 5, 0)
    pen.lineTo(x + 5, 0)
    pen.lineTo(x, 8)
    pen.fill()
    pen.fillRect(x - 0.5, 0, 1.5, OVERVIEW_PX)
  }
}

function drawBins(
  pen: Pen,
  root: TimelineWindow,
  palette: Palette,
  xOf: (atUs: number) => number,
): void {
  const { bins, density, lost } = root
  const totals = sumOverLanes(density, bins)
  const losses = sumOverLanes(lost, bins)
  const most = Math.max(1, ...totals)
  const binUs = (root.toUs - root.fromUs) / bins
  const room = DENSITY_BOTTOM - DENSITY_TOP
  for (let bin = 0; bin < bins; bin++) {
    const x = xOf(root.fromUs + bin * binUs)
    const wide = Math.max(1, xOf(root.fromUs + (bin + 1) * binUs) - x - 1)
    bar(totals[bin] as number, palette.textDim)
    bar(losses[bin] as number, palette.hot)
    function bar(count: number, colour: string): void {
      if (count === 0) return
      const tall = Math.max(1.5, (count / most) * room)
      pen.fillStyle = colour
      pen.fillRect(x, DENSITY_BOTTOM - tall, wide, tall)
    }
  }
}

/** Of each bin. */
export function sumOverLanes(counts: Uint32Array, bins: number): Float64Array {
  const sums = new Float64Array(bins)
  for (let at = 0; at < counts.length; at++)
    sums[at % bins] = (sums[at % bins] as number) + (counts[at] as number)
  return sums
}

export function drawOverviewMarks(
  pen: Pen,
  { palette, widthPx, story }: Overview,
  scale: TimeScale,
  playheadUs: number | null,
): void {
  const xOf = (atUs: number): number => (atUs / story.head.durationUs) * widthPx
  const left = xOf(scale.fromUs)
  const wide = Math.max(3, xOf(scale.toUs) - left)
  if (!scale.isWhole) {
    pen.fillStyle = palette.bg
    pen.globalAlpha = 0.55
    pen.fillRect(0, 0, left, OVERVIEW_PX)
    pen.fillRect(left + wide, 0, widthPx - left - wide, OVERVIEW_PX)
    pen.globalAlpha = 1
  }
  pen.strokeStyle = palette.accent
  pen.lineWidth = 1
  pen.strokeRect(Math.round(left) + 0.5, 0.5, Math.max(2, Math.round(wide) - 1), OVERVIEW_PX - 1)
  if (playheadUs === null) return
  pen.fillStyle = palette.accent
  pen.fillRect(xOf(playheadUs) - 0.75, 0, 1.5, OVERVIEW_PX)
}
