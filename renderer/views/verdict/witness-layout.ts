/**
 * Where every operation of a witness is drawn: a lane for each client, more rows in it where bars
 * or their words would run into each other, faults behind all of them on the same axis. Pure.
 */
import type {
  DrawnWitness,
  SeriesFault,
  WitnessOperation,
} from '../../../electron/ipc/shapes/runs.ts'
import { linearTicks } from '../../series/ticks.ts'
import { brokenAxis, type AxisBreak } from './broken-axis.ts'

export interface PlacedOperation {
  readonly operation: WitnessOperation
  readonly x: number
  readonly width: number
  readonly row: number
  readonly label: 'inside' | 'after' | 'before'
}

export interface Lane {
  readonly client: string
  readonly firstRow: number
  readonly rows: number
}

export interface PlacedBand {
  readonly fault: SeriesFault
  readonly x: number
  readonly width: number
}

export interface WitnessLayout {
  readonly operations: readonly PlacedOperation[]
  readonly lanes: readonly Lane[]
  readonly bands: readonly PlacedBand[]
  readonly breaks: readonly AxisBreak[]
  readonly ticks: readonly { readonly x: number; readonly us: number }[]
  readonly rows: number
}

/** Of the monospace face at 12 px. */
const CHARACTER_PX = 7.25
const PADDING_PX = 8
const BAR_LEAST_PX = 4
/** Free space between what stands beside each other. */
const GAP_PX = 6
const TICK_PX = 92
/** `12.345 s` in the monospace face at 11 px, and a little air. */
export const TICK_WORDS_PX = 66
const US_PER_MS = 1000

export function layOutWitness(witness: DrawnWitness, widthPx: number): WitnessLayout {
  const axis = brokenAxis({
    widthPx,
    momentsUs: witness.operations.flatMap(({ fromUs, toUs }) =>
      toUs === null ? [fromUs] : [fromUs, toUs],
    ),
  })
  const clients = [...new Set(witness.operations.map(({ client }) => client))].sort(byNumber)
  const operations: PlacedOperation[] = []
  const lanes: Lane[] = []
  let firstRow = 0
  for (const client of clients) {
    const extents = witness.operations
      .filter((operation) => operation.client === client)
      .map((operation) => extentOf(operation, axis.toPx, widthPx))
    const { placed, rows } = packed(extents, firstRow)
    operations.push(...placed)
    lanes.push({ client, firstRow, rows })
    firstRow += rows
  }
  return {
    operations,
    lanes,
    rows: firstRow,
    breaks: axis.breaks,
    bands: witness.faults.map((fault) => {
      const x = axis.toPx(fault.fromMs * US_PER_MS)
      const end = axis.toPx(fault.toMs * US_PER_MS)
      return { fault, x, width: Math.max(2, end - x) }
    }),
    ticks: apart(axis.pieces.flatMap((piece) => ticksOf(piece))),
  }
}

interface Extent extends Omit<PlacedOperation, 'row'> {
  /** With the words, px. */
  readonly from: number
  readonly to: number
}

function extentOf(
  operation: WitnessOperation,
  toPx: (us: number) => number,
  widthPx: number,
): Extent {
  const x = toPx(operation.fromUs)
  const end = operation.toUs === null ? widthPx : toPx(operation.toUs)
  const width = Math.max(BAR_LEAST_PX, end - x)
  const words = operation.text.length * CHARACTER_PX + 2 * PADDING_PX
  if (words <= width) return { operation, x, width, label: 'inside', from: x, to: x + width }
  if (x + width + words <= widthPx) {
    return { operation, x, width, label: 'after', from: x, to: x + width + words }
  }
  return { operation, x, width, label: 'before', from: x - words, to: x + width }
}

/** Each in the first row where it is free, in the order of time. */
function packed(
  extents: readonly Extent[],
  firstRow: number,
): { readonly placed: readonly PlacedOperation[]; readonly rows: number } {
  const taken: { from: number; to: number }[][] = []
  const placed = extents.map(({ from, to, ...operation }) => {
    const free = taken.findIndex((row) =>
      row.every((other) => to + GAP_PX <= other.from || from >= other.to + GAP_PX),
    )
    const row = free < 0 ? taken.length : free
    const there = (taken[row] ??= [])
    there.push({ from, to })
    return { ...operation, row: firstRow + row }
  })
  return { placed, rows: taken.length }
}

function ticksOf({ fromUs, toUs, fromPx, toPx }: AxisBreak): WitnessLayout['ticks'] {
  const room = Math.floor((toPx - fromPx) / TICK_PX)
  // A piece with room for nothing else still says when it is.
  if (room < 2) return [{ x: fromPx, us: fromUs }]
  const scale = (toPx - fromPx) / (toUs - fromUs)
  return linearTicks(fromUs, toUs, room).map((us) => ({ us, x: fromPx + (us - fromUs) * scale }))
}

/** Without those whose words would run into the words before them. */
function apart(ticks: WitnessLayout['ticks']): WitnessLayout['ticks'] {
  let lastX = -Infinity
  return ticks.filter(({ x }) => {
    if (x < lastX + TICK_WORDS_PX) return false
    lastX = x
    return true
  })
}

const COLLATOR = new Intl.Collator('en', { numeric: true })

function byNumber(left: string, right: string): number {
  return COLLATOR.compare(left, right)
}
