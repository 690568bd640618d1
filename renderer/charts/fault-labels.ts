/** Where the words of a bar stand: inside, or behind a bar that is too short for them. Pure. */
export interface LabelledBar {
  readonly row: number
  /** From the left edge, px. */
  readonly start: number
  readonly length: number
  readonly told: string
}

/** Of a letter at 11 px, and of the air around the words. */
const LETTER_PX = 6.2
const AIR_PX = 12

/** For each bar; behind it only where nothing stands there and the edge is far enough. */
export function placeLabels(
  bars: readonly LabelledBar[],
  widthPx: number,
): readonly ('inside' | 'behind')[] {
  return bars.map(({ row, start, length, told }) => {
    const wordsPx = told.length * LETTER_PX + AIR_PX
    if (length >= wordsPx) return 'inside'
    const end = start + length
    const next = bars
      .filter((other) => other.row === row && other.start > start)
      .reduce((nearest, other) => Math.min(nearest, other.start), widthPx)
    return end + wordsPx <= next ? 'behind' : 'inside'
  })
}
