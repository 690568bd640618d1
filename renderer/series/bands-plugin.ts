/** Shades the time in which something was broken, behind the lines of a chart. */
import type { Chart, Plugin } from 'chart.js'
import { token } from '../app/theme.ts'

export interface Band {
  readonly fromMs: number
  readonly toMs: number
  /** The hatching of the other run leans the other way. */
  readonly leans: 'left' | 'right'
}

const TILE_PX = 8
/** A fault of an instant is still seen. */
const WIDTH_LEAST_PX = 2

export function bandsPlugin(bands: () => readonly Band[]): Plugin<'line'> {
  return {
    id: 'bands',
    beforeDatasetsDraw(chart) {
      const drawn = bands()
      const lone = new Set(drawn.map(({ leans }) => leans)).size < 2
      for (const band of drawn) drawBand(chart, band, lone)
    },
  }
}

function drawBand({ ctx, chartArea, scales }: Chart<'line'>, band: Band, lone: boolean): void {
  const x = scales['x']
  if (x === undefined) return
  const from = Math.max(chartArea.left, x.getPixelForValue(band.fromMs))
  const to = Math.min(chartArea.right, x.getPixelForValue(band.toMs))
  if (to < chartArea.left || from > chartArea.right) return
  const pattern = ctx.createPattern(hatching(band.leans, lone), 'repeat')
  if (pattern === null) return
  ctx.save()
  ctx.fillStyle = pattern
  ctx.fillRect(from, chartArea.top, Math.max(WIDTH_LEAST_PX, to - from), chartArea.height)
  ctx.restore()
}

/** Two hatchings over each other must not drown the lines. */
function hatching(leans: Band['leans'], lone: boolean): HTMLCanvasElement {
  const tile = document.createElement('canvas')
  tile.width = tile.height = TILE_PX
  const context = tile.getContext('2d')
  if (context === null) return tile
  context.strokeStyle = token('hot')
  context.globalAlpha = lone ? 0.22 : 0.13
  context.lineWidth = 1
  const [start, end] = leans === 'right' ? [TILE_PX, 0] : [0, TILE_PX]
  for (const shift of [-TILE_PX, 0, TILE_PX]) {
    context.moveTo(shift, start)
    context.lineTo(shift + TILE_PX, end)
  }
  context.stroke()
  return tile
}
