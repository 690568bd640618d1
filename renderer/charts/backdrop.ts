/** What stands behind every chart: the grid of the axis, and a hatched band for each fault. */
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
  const { grid, hatchings } = chartColours.value
  context.save()
  context.fillStyle = grid
  for (const { atMs } of ticks) {
    context.fillRect(Math.round(left + shareOf(axis, atMs) * width), top, 1, height)
  }
  context.fillRect(left, top + height - 1, width, 1)
  for (const { fromMs, toMs, standing, row } of spans) {
    const hatching = hatchings[row % hatchings.length]
    if (standing === 'planned' || hatching === undefined) continue
    const start = left + Math.max(0, shareOf(axis, fromMs)) * width
    const end = left + Math.min(1, shareOf(axis, toMs)) * width
    context.fillStyle = hatching
    context.fillRect(start, top, Math.max(1, end - start), height)
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
