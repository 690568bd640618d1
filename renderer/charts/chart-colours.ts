/** Colours and the hatching of the charts, read from the tokens once for each theme. */
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
  /** Of a time in which something was broken, and of the moments at which that began and ended. */
  readonly hatching: CanvasPattern | string
  readonly edge: string
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
    hatching: hatching() ?? faint(token('hot'), 0.06),
    edge: faint(token('hot'), 0.55),
  }
})

/** `rgb(…)` with an alpha. */
export function faint(colour: string, alpha: number): string {
  return colour.replace(/^rgb\((.*)\)$/, `rgba($1, ${alpha})`)
}

/** A pattern that fits on to itself, so that charts on one axis seem to be one. */
function hatching(): CanvasPattern | null {
  const scale = devicePixelRatio
  const canvas = document.createElement('canvas')
  canvas.width = canvas.height = HATCH * scale
  const context = canvas.getContext('2d')
  if (context === null) return null
  context.scale(scale, scale)
  context.strokeStyle = faint(token('hot'), 0.22)
  context.lineWidth = 1
  context.beginPath()
  for (const shift of [-HATCH, 0, HATCH]) {
    context.moveTo(shift - 1, HATCH + 1)
    context.lineTo(shift + HATCH + 1, -1)
  }
  context.stroke()
  const pattern = context.createPattern(canvas, 'repeat')
  pattern?.setTransform(new DOMMatrix().scale(1 / scale))
  return pattern
}
