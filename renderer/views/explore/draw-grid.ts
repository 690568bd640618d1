/**
 * Draws the seeds: a small mark for one that kept every promise, a large one for one that did not.
 * The shape alone tells the verdict, so that no colour is needed.
 */
import type { Palette } from '../../timeline/palette.ts'
import { placeOf, type GridLayout } from './grid-layout.ts'
import type { SeedBook, SeedMark } from './seed-book.ts'

export interface GridPicture {
  readonly layout: GridLayout
  readonly book: SeedBook
  /** Of the cell that is looked at; -1 for none. */
  readonly current: number
  /** What is in sight of all rows. */
  readonly topPx: number
  readonly heightPx: number
  readonly palette: Palette
}

type Pen = CanvasRenderingContext2D

const LABEL_EVERY_PX = 22
/** Larger marks say nothing more; cells then stand apart. */
const MARK_HALF_MAX_PX = 11

export function drawGrid(pen: Pen, picture: GridPicture): void {
  const { layout, topPx, heightPx } = picture
  const { cellPx, columns, count } = layout
  const firstRow = Math.max(0, Math.floor(topPx / cellPx))
  const lastRow = Math.ceil((topPx + heightPx) / cellPx)
  pen.save()
  pen.translate(0, -topPx)
  drawGutter(pen, picture, firstRow, lastRow)
  const end = Math.min(count, (lastRow + 1) * columns)
  for (let index = firstRow * columns; index < end; index++) drawCell(pen, picture, index)
  drawCurrent(pen, picture)
  pen.restore()
}

/** The seeds that rows begin with, as many as there is room for. */
function drawGutter(
  pen: Pen,
  { layout, book, palette }: GridPicture,
  firstRow: number,
  lastRow: number,
): void {
  const { cellPx, columns, gutterPx, rows } = layout
  const every = Math.ceil(LABEL_EVERY_PX / cellPx)
  pen.font = '11px "JetBrains Mono Variable", monospace'
  pen.textAlign = 'right'
  pen.textBaseline = 'middle'
  pen.fillStyle = palette.textDim
  for (let row = firstRow - (firstRow % every); row <= lastRow && row < rows; row += every) {
    pen.fillText(String(book.seedAt(row * columns)), gutterPx - 8, (row + 0.5) * cellPx)
  }
}

function drawCell(pen: Pen, { layout, book, palette }: GridPicture, index: number): void {
  const { xPx, yPx } = placeOf(layout, index)
  const half = layout.cellPx / 2
  drawMark(
    pen,
    book.markAt(index),
    { xPx: xPx + half, yPx: yPx + half, half: Math.min(half - 1, MARK_HALF_MAX_PX) },
    palette,
  )
}

interface Spot {
  readonly xPx: number
  readonly yPx: number
  /** Half of what there is room for. */
  readonly half: number
}

function drawMark(pen: Pen, mark: SeedMark, { xPx, yPx, half }: Spot, palette: Palette): void {
  if (mark === 'invalid') {
    const reach = half * 0.86
    pen.fillStyle = palette.bad
    pen.beginPath()
    pen.moveTo(xPx, yPx - reach)
    pen.lineTo(xPx + reach, yPx)
    pen.lineTo(xPx, yPx + reach)
    pen.lineTo(xPx - reach, yPx)
    pen.fill()
  } else if (mark === 'unknown') {
    pen.strokeStyle = palette.info
    pen.lineWidth = Math.max(1.5, half * 0.24)
    const side = half * 0.62
    pen.strokeRect(xPx - side, yPx - side, 2 * side, 2 * side)
  } else if (mark === 'valid') {
    pen.fillStyle = palette.ok
    pen.beginPath()
    pen.arc(xPx, yPx, Math.max(1.8, half * 0.36), 0, 2 * Math.PI)
    pen.fill()
  } else {
    const side = Math.max(1, half * 0.12)
    pen.fillStyle = palette.lineStrong
    pen.fillRect(xPx - side, yPx - side, 2 * side, 2 * side)
  }
}

function drawCurrent(pen: Pen, { layout, current, palette }: GridPicture): void {
  if (current < 0) return
  const { xPx, yPx } = placeOf(layout, current)
  const { cellPx } = layout
  pen.strokeStyle = palette.accent
  pen.lineWidth = 2
  pen.beginPath()
  pen.roundRect(xPx - 0.5, yPx - 0.5, cellPx + 1, cellPx + 1, 4)
  pen.stroke()
}
