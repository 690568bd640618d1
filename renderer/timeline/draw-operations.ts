/**
 * Operations of clients as bars: an answered one is whole, a failed one is dashed and marked, one
 * whose outcome is unknown is open at its end, and one that breaks a promise is filled.
 */
import type { OperationBar } from '../../electron/ipc/shapes/timeline.ts'
import type { Frame, Pen } from './frame.ts'
import { barOf, fitText, isHome, type BarShape } from './operation-shape.ts'
import type { Palette } from './palette.ts'

const STYLES = ['ok', 'fail', 'info', 'violates'] as const
type Style = (typeof STYLES)[number]

const TEXT = '11px "JetBrains Mono Variable", ui-monospace, monospace'
const CHAR_PX = 6.7
const WORDS_PX_MIN = 40
/** Narrower bars are slivers without an outline. */
const OUTLINE_PX_MIN = 6

const shape: BarShape = { left: 0, right: 0, top: 0, tall: 0 }

function styleOf({ violates, result }: OperationBar): Style {
  return violates ? 'violates' : result
}

export function drawOperations(pen: Pen, frame: Frame): void {
  for (const style of STYLES) {
    const stroke = strokeOf(style, frame.palette)
    pen.strokeStyle = stroke
    pen.lineWidth = style === 'violates' ? 1.5 : 1
    pen.setLineDash(style === 'fail' ? [3, 2] : [])
    eachBar(frame, (operation) => {
      if (styleOf(operation) === style) drawBar(pen, frame, style, stroke)
    })
  }
  pen.setLineDash([])
}

function eachBar(frame: Frame, draw: (operation: OperationBar) => void): void {
  const { segments, scale, layout, shown } = frame
  if (!shown.exact) return
  for (let place = 0; place < segments.length; place++) {
    const segment = segments.at(place)
    for (const operation of segment.tile.exact?.operations ?? []) {
      if (!isHome(operation, segment, place === 0)) continue
      if (barOf(operation, scale, layout, shape)) draw(operation)
    }
  }
}

function drawBar(pen: Pen, { palette }: Frame, style: Style, stroke: string): void {
  const { left, right, top, tall } = shape
  if (right - left < OUTLINE_PX_MIN) {
    pen.fillStyle = stroke
    pen.fillRect(left, top, Math.max(2, right - left - 1), tall)
    return
  }
  pen.fillStyle = style === 'violates' ? palette.badSoft : palette.surface
  pen.fillRect(left, top, right - left, tall)
  if (style !== 'info') {
    pen.strokeRect(left + 0.5, top + 0.5, right - left - 1, tall - 1)
    return
  }
  // Open at its end: nobody knows when, or whether, it happened.
  pen.beginPath()
  pen.moveTo(right, top + 0.5)
  pen.lineTo(left + 0.5, top + 0.5)
  pen.lineTo(left + 0.5, top + tall - 0.5)
  pen.lineTo(right, top + tall - 0.5)
  pen.stroke()
}

/** Over the messages, so that lines do not cross words. */
export function drawOperationTexts(pen: Pen, frame: Frame): void {
  if (frame.layout.together) return
  pen.font = TEXT
  pen.textAlign = 'center'
  pen.textBaseline = 'middle'
  pen.fillStyle = frame.palette.text
  eachBar(frame, (operation) => {
    const left = Math.max(0, shape.left)
    const right = Math.min(frame.scale.widthPx, shape.right)
    const whole = wordsOf(operation)
    if (operation.violates && whole.length * CHAR_PX > right - left - 10) {
      return drawBeside(pen, frame, whole, left, right)
    }
    if (right - left < WORDS_PX_MIN) return
    const text = fitText(whole, right - left - 10, CHAR_PX)
    if (text !== '') pen.fillText(text, (left + right) / 2, shape.top + shape.tall / 2 + 0.5)
  })
}

/** What breaks a promise is told in full, however short it was. */
function drawBeside(
  pen: Pen,
  { scale, palette }: Frame,
  words: string,
  left: number,
  right: number,
): void {
  const widthPx = words.length * CHAR_PX
  const middle = shape.top + shape.tall / 2
  const after = right + 6 + widthPx < scale.widthPx
  const from = after ? right + 6 : left - 6 - widthPx
  pen.fillStyle = palette.bg
  pen.fillRect(from - 3, middle - 8, widthPx + 6, 16)
  pen.fillStyle = palette.bad
  pen.textAlign = 'left'
  pen.fillText(words, from, middle + 0.5)
  pen.textAlign = 'center'
  pen.fillStyle = palette.text
}

function wordsOf({ text, result }: OperationBar): string {
  if (result === 'ok') return text
  return result === 'fail' ? `× ${text}` : `? ${text}`
}

function strokeOf(style: Style, palette: Palette): string {
  switch (style) {
    case 'ok':
      return palette.ok
    case 'fail':
      return palette.fail
    case 'info':
      return palette.info
    case 'violates':
      return palette.bad
  }
}
