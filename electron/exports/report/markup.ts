/**
 * Pieces of HTML and SVG that cannot be unsafe by accident: whatever is put into a template is
 * escaped, unless it is a piece itself. Attributes must stand in double quotes.
 */
import { escaped } from '../markup-text.ts'

export class Markup {
  readonly text: string

  constructor(text: string) {
    this.text = text
  }
}

export type Piece = Markup | string | number | null | undefined | readonly Piece[]

/** A template of markup; figures are rounded to two digits. */
export function markup(strings: TemplateStringsArray, ...pieces: readonly Piece[]): Markup {
  return new Markup(
    strings.reduce((text, string, index) => text + textOf(pieces[index - 1]) + string),
  )
}

export const NOTHING = new Markup('')

function textOf(piece: Piece): string {
  if (piece === null || piece === undefined) return ''
  if (piece instanceof Markup) return piece.text
  if (typeof piece === 'number') return String(rounded(piece))
  if (typeof piece === 'string') return escaped(piece)
  return piece.map(textOf).join('')
}

/** For coordinates: finer steps are not seen. */
export function rounded(value: number): number {
  return Math.round(value * 100) / 100
}
