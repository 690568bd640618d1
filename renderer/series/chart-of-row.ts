/** A row of lines as Chart.js wants it: no animation, no parsing, every number given. */
import type { ChartDataset, ChartOptions } from 'chart.js'
import { token } from '../app/theme.ts'
import { extentOf, type Line, type Row, type Span, type Stroke } from './lines.ts'
import { linearTicks, logarithmicTicks, timeTicks } from './ticks.ts'

/** Room for the labels of the vertical axis; the lanes below leave the same. */
export const AXIS_WIDTH_PX = 44

const DASHES: { readonly [stroke in Stroke]: number[] } = {
  solid: [],
  dashed: [6, 4],
  dotted: [1.5, 3],
}
const TICKS_MOST = 3
const TIME_TICKS_MOST = 8
const HEADROOM = 1.08

export function datasetsOf({ lines }: Row): ChartDataset<'line'>[] {
  return lines.map((line) => {
    const colour = token(line.colour)
    return {
      data: pointsOf(line),
      borderColor: colour,
      borderWidth: line.stroke === 'dotted' ? 1.75 : 1.5,
      borderDash: DASHES[line.stroke],
      backgroundColor: withAlpha(colour, 0.14),
      fill: line.filled ? 'origin' : false,
      pointRadius: 0,
      tension: 0,
    }
  })
}

/** Each slot at its middle. */
function pointsOf({ fromMs, slotMs, values }: Line): { x: number; y: number }[] {
  return Array.from(values, (y, slot) => ({ x: fromMs + (slot + 0.5) * slotMs, y }))
}

export function optionsOf(row: Row, { fromMs, toMs }: Span): ChartOptions<'line'> {
  const { min, max, ticks } = verticalAxis(row)
  const grid = { color: token('line-1'), drawTicks: false, tickLength: 0 }
  return {
    animation: false,
    parsing: false,
    normalized: true,
    responsive: true,
    maintainAspectRatio: false,
    events: [],
    layout: { padding: { top: 4, right: 0 } },
    scales: {
      x: {
        type: 'linear',
        min: fromMs,
        max: toMs,
        grid,
        border: { display: false },
        ticks: { display: false },
        afterBuildTicks: (axis) => {
          axis.ticks = timeTicks(fromMs, toMs, TIME_TICKS_MOST).map((value) => ({ value }))
        },
      },
      y: {
        type: row.unit === 'ms' ? 'logarithmic' : 'linear',
        min,
        max,
        grid,
        border: { display: false },
        ticks: {
          color: token('text-3'),
          font: { family: 'JetBrains Mono Variable', size: 10 },
          padding: 6,
          callback: (value) => axisLabel(Number(value), row.unit),
        },
        afterBuildTicks: (axis) => {
          axis.ticks = ticks.map((value) => ({ value }))
        },
        afterFit: (axis) => {
          axis.width = AXIS_WIDTH_PX
        },
      },
    },
  }
}

function verticalAxis(row: Row): { min: number; max: number; ticks: readonly number[] } {
  const extent = extentOf(row)
  if (row.unit === 'per-second') {
    const max = Math.max(1, extent?.most ?? 0) * HEADROOM
    return { min: 0, max, ticks: linearTicks(0, max, TICKS_MOST) }
  }
  const most = Math.max(extent?.most ?? 1, 0.01)
  const least = Math.max(extent?.least ?? most / 10, most / 1e6, 0.001)
  const [min, max] = [least / 1.25, Math.max(most, least * 2) * 1.25]
  return { min, max, ticks: logarithmicTicks(min, max, TICKS_MOST + 1) }
}

function axisLabel(value: number, unit: Row['unit']): string {
  if (unit === 'per-second') return value >= 10_000 ? `${value / 1000}k` : String(value)
  return value >= 1000 ? `${value / 1000} s` : `${value} ms`
}

/** `colour` as `token()` gives it: `rgb(1, 2, 3)`. */
function withAlpha(colour: string, alpha: number): string {
  return colour.replace('rgb(', 'rgba(').replace(')', `, ${alpha})`)
}
