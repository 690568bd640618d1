/**
 * What stands behind every chart: the grid of the axis, and a hatched band wherever a fault stood.
 * Faults that overlap share one hatching, else three of them hide the lines; which is which stands
 * in the row of bars, and an edge marks each beginning and end.
 */
import type { Plugin } from 'chart.js'
import { chartColours } from './chart-colours.ts'
import type { FaultSpan } from './fault-spans.ts'
import { shareOf, type Tick, type TimeAxis } from './time-axis.ts'

export interface Backdrop {
  readonly axis: TimeAxis
  readonly ticks: readonly Tick[]
  readonly spans: readonly FaultSpan[]
}

interface Area {
  readonly left: number
  readonly top: number
  readonly width: number
  readonly height: number
}

export function drawBackdrop(
  context: CanvasRenderingContext2D,
  { left, top, width, height }: Area,
  { axis, ticks, spans }: Backdrop,
): void {
  const { grid, hatching, edge } = chartColours.value
  context.save()
  context.fillStyle = grid
  for (const { atMs } of ticks) {
    context.fillRect(Math.round(left + shareOf(axis, atMs) * width), top, 1, height)
  }
  context.fillRect(left, top + height - 1, width, 1)
  const x = (atMs: number): number => left + Math.max(0, Math.min(1, shareOf(axis, atMs))) * width
  let covered = left
  // In the order in which they began.
  for (const { fromMs, toMs, standing } of spans) {
    if (standing === 'planned') continue
    const start = x(fromMs)
    const end = Math.max(start + 1, x(toMs))
    context.fillStyle = hatching
    const free = Math.max(start, covered)
    if (end > free) context.fillRect(free, top, end - free, height)
    covered = Math.max(covered, end)
    context.fillStyle = edge
    context.fillRect(Math.round(start), top, 1, height)
    if (standing === 'past') context.fillRect(Math.round(end) - 1, top, 1, height)
  }
  context.restore()
}

/** `given` is asked at each drawing: the backdrop changes without the chart being made anew. */
export function backdropPlugin(given: () => Backdrop): Plugin<'line'> {
  return {
    id: 'backdrop',
    beforeDatasetsDraw({ ctx, chartArea }) {
      drawBackdrop(ctx, chartArea, given())
    },
  }
}
