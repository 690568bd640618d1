/**
 * Where the cell of each seed lies. Cells are as large as all of them fit, and so many to a row
 * that rows begin with numbers that people can count by. Pure.
 */
export interface GridLayout {
  readonly count: number
  readonly columns: number
  readonly rows: number
  /** Of a cell with the gap around it. */
  readonly cellPx: number
  /** On the left, for the number of the first seed of a row. */
  readonly gutterPx: number
  /** Of all rows; more than there is room for where they scroll. */
  readonly heightPx: number
}

export interface GridSpace {
  readonly count: number
  readonly widthPx: number
  readonly heightPx: number
  /** The largest number that a gutter has to hold. */
  readonly lastSeed: number
}

const CELL_MAX_PX = 34
const CELL_MIN_PX = 11
const DIGIT_PX = 7
const GUTTER_GAP_PX = 10

export function gridLayout({ count, widthPx, heightPx, lastSeed }: GridSpace): GridLayout {
  const gutterPx = String(lastSeed).length * DIGIT_PX + GUTTER_GAP_PX
  const roomPx = Math.max(CELL_MIN_PX, widthPx - gutterPx)
  for (let cellPx = CELL_MAX_PX; ; cellPx--) {
    const columns = roundColumns(Math.floor(roomPx / cellPx))
    const rows = Math.ceil(count / columns)
    if (rows * cellPx <= heightPx || cellPx === CELL_MIN_PX) {
      return { count, columns, rows, cellPx, gutterPx, heightPx: rows * cellPx }
    }
  }
}

export interface CellPlace {
  readonly xPx: number
  readonly yPx: number
}

/** The upper left corner. */
export function placeOf({ columns, cellPx, gutterPx }: GridLayout, index: number): CellPlace {
  return {
    xPx: gutterPx + (index % columns) * cellPx,
    yPx: Math.floor(index / columns) * cellPx,
  }
}

/** The cell under a point; null where there is none. */
export function indexAt(
  { count, columns, cellPx, gutterPx }: GridLayout,
  { xPx, yPx }: CellPlace,
): number | null {
  const column = Math.floor((xPx - gutterPx) / cellPx)
  const row = Math.floor(yPx / cellPx)
  if (column < 0 || column >= columns || row < 0) return null
  const index = row * columns + column
  return index < count ? index : null
}

/** Where a key leads from a cell; null for a key that leads nowhere. */
export function cellAfterKey(
  { count, columns }: GridLayout,
  index: number,
  { key, pageRows }: { readonly key: string; readonly pageRows: number },
): number | null {
  const to = targetOf(key, index, columns, pageRows)
  if (to === null || count === 0) return null
  if (to === 'first') return 0
  if (to === 'last') return count - 1
  // Up and down stay in their column: beyond the first and the last row there is nothing.
  return to >= 0 && to < count ? to : index
}

function targetOf(
  key: string,
  index: number,
  columns: number,
  pageRows: number,
): number | 'first' | 'last' | null {
  switch (key) {
    case 'ArrowLeft':
      return index - 1
    case 'ArrowRight':
      return index + 1
    case 'ArrowUp':
      return index - columns
    case 'ArrowDown':
      return index + columns
    case 'PageUp':
      return Math.max(index % columns, index - pageRows * columns)
    case 'PageDown':
      return index + pageRows * columns
    case 'Home':
      return 'first'
    case 'End':
      return 'last'
    default:
      return null
  }
}

/** 137 becomes 100, 64 becomes 60, 17 becomes 15, 8 stays. */
function roundColumns(columns: number): number {
  if (columns >= 100) return Math.floor(columns / 50) * 50
  if (columns >= 30) return Math.floor(columns / 10) * 10
  if (columns >= 10) return Math.floor(columns / 5) * 5
  return Math.max(1, columns)
}
