/** Colours and hatchings of the charts, read from the tokens once for each theme. */
import { computed } from 'vue'
import { themeVersion, token } from '../app/theme.ts'

export interface ChartColours {
  readonly ok: string
  readonly okArea: string
  readonly info: string
  readonly fail: string
  readonly strong: string
  readonly quiet: string
  readonly grid: string
  readonly hatchings: readonly CanvasPattern[]
}

const HATCH = 8

export const chartColours = computed<ChartColours>(() => {
  void themeVersion.value
  return {
    ok: token('ok'),
    okArea: faint(token('ok'), 0.16),
    info: token('info'),
    fail: token('fail'),
    strong: token('text-1'),
    quiet: token('text-3'),
    grid: token('line-1'),
    hatchings: [hatching(lines), hatching(dots)].filter((pattern) => pattern !== null),
  }
})

/** `rgb(…)` with an alpha. */
export function faint(colour: string, alpha: number): string {
  return colour.replace(/^rgb\((.*)\)$/, `rgba($1, ${alpha})`)
}

type Drawing = (context: CanvasRenderingContext2D) => void

/** A pattern that fits on to itself, so that charts on one axis seem to be one. */
function hatching(draw: Drawing): CanvasPattern | null {
  const scale = devicePixelRatio
  const canvas = document.createElement('canvas')
  canvas.width = canvas.height = HATCH * scale
  const context = canvas.getContext('2d')
  if (context === null) return null
  context.scale(scale, scale)
  context.strokeStyle = context.fillStyle = faint(token('hot'), 0.2)
  draw(context)
  const pattern = context.createPattern(canvas, 'repeat')
  pattern?.setTransform(new DOMMatrix().scale(1 / scale))
  return pattern
}

const lines: Drawing = (context) => {
  context.lineWidth = 1
  context.beginPath()
  for (const shift of [-HATCH, 0, HATCH]) {
    context.moveTo(shift - 1, HATCH + 1)
    context.lineTo(shift + HATCH + 1, -1)
  }
  context.stroke()
}

const dots: Drawing = (context) => {
  context.fillRect(1, 1, 1.5, 1.5)
  context.fillRect(5, 5, 1.5, 1.5)
}
