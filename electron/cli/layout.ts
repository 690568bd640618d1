/**
 * Lines and tables of text. Where the width of the terminal is known, long lines are broken
 * between words and go on under their beginning, so that a table is never torn; where it is not
 * (a file, a pipe), each row stays one line.
 */
import { stripVTControlCharacters } from 'node:util'

export interface TableOptions {
  /** Put before each row. */
  readonly indent?: string
  /** Width of the terminal; absent: unbounded. */
  readonly columns?: number
}

const GAP = '  '
/** A last column narrower than this is unreadable; it goes on lines of its own. */
const LAST_COLUMN_MIN = 24
/** How far such lines stand behind the row. */
const OWN_LINE_INDENT = '    '

/** Rows with columns as wide as their widest cell; the last column is left ragged. */
export function layTable(rows: readonly (readonly string[])[], options: TableOptions = {}): string {
  const { indent = '', columns = Infinity } = options
  const widths = columnWidths(rows)
  return rows.map((row) => layRow(row, widths, indent, columns)).join('\n')
}

export interface ParagraphOptions {
  /** Put before the first line. */
  readonly first?: string
  /** Put before every other line. */
  readonly rest?: string
  readonly columns?: number
  /** Paints the words of one line. */
  readonly paint?: (text: string) => string
}

/** Breaks `text` between words; a word that is too long is left whole. */
export function layParagraph(text: string, options: ParagraphOptions = {}): string {
  const { first = '', rest = first, columns = Infinity, paint = (line) => line } = options
  const room = (prefix: string): number => Math.max(1, columns - widthOf(prefix))
  return breakLines(text, room(first), room(rest))
    .map((line, index) => `${index === 0 ? first : rest}${paint(line)}`)
    .join('\n')
}

function columnWidths(rows: readonly (readonly string[])[]): readonly number[] {
  const widths: number[] = []
  for (const row of rows) {
    row.slice(0, -1).forEach((cell, column) => {
      widths[column] = Math.max(widths[column] ?? 0, widthOf(cell))
    })
  }
  return widths
}

function layRow(
  row: readonly string[],
  widths: readonly number[],
  indent: string,
  columns: number,
): string {
  const before = row
    .slice(0, -1)
    .map((cell, column) => cell + ' '.repeat((widths[column] ?? 0) - widthOf(cell)) + GAP)
  const first = indent + before.join('')
  const last = row.at(-1) ?? ''
  const fits = widthOf(first) + widthOf(last) <= columns
  if (fits || columns - widthOf(first) >= LAST_COLUMN_MIN) {
    const rest = ' '.repeat(widthOf(first))
    return layParagraph(last, { first, rest, columns }).trimEnd()
  }
  const own = indent + OWN_LINE_INDENT
  return `${first.trimEnd()}\n${layParagraph(last, { first: own, columns })}`
}

function breakLines(text: string, firstRoom: number, restRoom: number): readonly string[] {
  if (widthOf(text) <= firstRoom) return [text]
  const lines: string[] = []
  let line = ''
  for (const word of text.split(' ')) {
    const longer = line === '' ? word : `${line} ${word}`
    const room = lines.length === 0 ? firstRoom : restRoom
    if (line !== '' && widthOf(longer) > room) {
      lines.push(line)
      line = word
    } else {
      line = longer
    }
  }
  return [...lines, line]
}

/** Cells of a terminal that `text` takes; colours take none. */
function widthOf(text: string): number {
  return stripVTControlCharacters(text).length
}
