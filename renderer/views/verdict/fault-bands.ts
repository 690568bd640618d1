/**
 * The faults of a witness on its axis: a bar with words for each, below the operations, and one
 * shade behind them wherever anything stood. Pure.
 */
import type { SeriesFault } from '../../../electron/ipc/shapes/runs.ts'
import { packRows } from './pack-rows.ts'

export interface PlacedBand {
  readonly fault: SeriesFault
  readonly x: number
  readonly width: number
  readonly row: number
  readonly words: string
  readonly label: 'inside' | 'after' | 'before'
}

export interface Shade {
  readonly x: number
  readonly width: number
}

export interface FaultBands {
  readonly bands: readonly PlacedBand[]
  readonly rows: number
  readonly shades: readonly Shade[]
}

/** Of the words of a bar: 11 px, semibold, generously. */
const CHARACTER_PX = 6.6
const PADDING_PX = 12
const BAND_LEAST_PX = 2
const US_PER_MS = 1000

export function faultBands(
  faults: readonly SeriesFault[],
  toPx: (us: number) => number,
  widthPx: number,
): FaultBands {
  const extents = faults.map((fault) => {
    const x = toPx(fault.fromMs * US_PER_MS)
    const width = Math.max(BAND_LEAST_PX, toPx(fault.toMs * US_PER_MS) - x)
    const words = `${fault.kind} ${fault.target}`
    const needed = words.length * CHARACTER_PX + PADDING_PX
    const label = labelOf(needed, { x, width }, widthPx)
    const from = label === 'before' ? x - needed : x
    const to = x + width + (label === 'after' ? needed : 0)
    return { fault, x, width, words, label, from, to }
  })
  const { rowOf, rows } = packRows(extents)
  const bands = extents.map(({ fault, x, width, words, label }, place) => {
    return { fault, x, width, words, label, row: rowOf[place] ?? 0 }
  })
  return { bands, rows, shades: merged(extents) }
}

/** What fits nowhere is cut off inside. */
function labelOf(needed: number, { x, width }: Shade, widthPx: number): PlacedBand['label'] {
  if (needed <= width) return 'inside'
  const left = x
  const right = widthPx - x - width
  if (needed > Math.max(width, left, right)) return 'inside'
  return needed <= right ? 'after' : 'before'
}

/** Wherever at least one of them is, once. */
function merged(spans: readonly Shade[]): readonly Shade[] {
  const shades: { x: number; width: number }[] = []
  for (const { x, width } of spans.toSorted((left, right) => left.x - right.x)) {
    const last = shades.at(-1)
    if (last === undefined || x > last.x + last.width) shades.push({ x, width })
    else last.width = Math.max(last.width, x + width - last.x)
  }
  return shades
}
