/**
 * Where every operation of a witness is drawn: a lane for each client, those of the story first,
 * more rows in it where bars or their words would run into each other, and the faults on the same
 * axis. Pure.
 */
import type { DrawnWitness, WitnessOperation } from '../../../electron/ipc/shapes/runs.ts'
import { linearTicks } from '../../series/ticks.ts'
import { brokenAxis, type AxisBreak } from './broken-axis.ts'
import { faultBands, type FaultBands } from './fault-bands.ts'
import { packRows, type Extent } from './pack-rows.ts'

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

export interface WitnessLayout {
  readonly operations: readonly PlacedOperation[]
  readonly lanes: readonly Lane[]
  readonly faults: FaultBands
  /** The last answer of the story before the impossible one was asked for, px; null: none. */
  readonly knownX: number | null
  readonly breaks: readonly AxisBreak[]
  readonly ticks: readonly { readonly x: number; readonly us: number }[]
  readonly rows: number
}

/** Of the monospace face at 12 px. */
const CHARACTER_PX = 7.25
const PADDING_PX = 8
const BAR_LEAST_PX = 4
const TICK_PX = 92
/** `12.345 s` in the monospace face at 11 px, and a little air. */
export const TICK_WORDS_PX = 66

export function layOutWitness(witness: DrawnWitness, widthPx: number): WitnessLayout {
  const axis = brokenAxis({
    widthPx,
    momentsUs: witness.operations.flatMap(({ fromUs, toUs }) =>
      toUs === null ? [fromUs] : [fromUs, toUs],
    ),
  })
  const clients = inOrder(witness.operations)
  const known = lastKnownUs(witness.operations)
  const operations: PlacedOperation[] = []
  const lanes: Lane[] = []
  let firstRow = 0
  for (const client of clients) {
    const extents = witness.operations
      .filter((operation) => operation.client === client)
      .map((operation) => extentOf(operation, axis.toPx, widthPx))
    const { rowOf, rows } = packRows(extents)
    for (const [place, { operation, x, width, label }] of extents.entries()) {
      operations.push({ operation, x, width, label, row: firstRow + (rowOf[place] ?? 0) })
    }
    lanes.push({ client, firstRow, rows })
    firstRow += rows
  }
  return {
    operations,
    lanes,
    rows: firstRow,
    breaks: axis.breaks,
    faults: faultBands(witness.faults, axis.toPx, widthPx),
    knownX: known === null ? null : axis.toPx(known),
    ticks: apart(axis.pieces.map(ticksOf), widthPx),
  }
}

/** Who takes part in the story, as it goes, and then who stands beside it. */
function inOrder(operations: readonly WitnessOperation[]): readonly string[] {
  const story = operations.filter(({ part }) => part !== 'context').map(({ client }) => client)
  const beside = operations.map(({ client }) => client).sort(byNumber)
  return [...new Set([...story, ...beside])]
}

/** Microseconds; what was answered by then had to be known to the impossible operation. */
function lastKnownUs(operations: readonly WitnessOperation[]): number | null {
  const impossible = operations.find(({ part }) => part === 'impossible')
  if (impossible === undefined) return null
  const before = operations.flatMap(({ part, result, toUs }) =>
    part === 'witness' && result === 'ok' && toUs !== null && toUs <= impossible.fromUs
      ? [toUs]
      : [],
  )
  return before.length === 0 ? null : Math.max(...before)
}

interface PlacedExtent extends Extent, Omit<PlacedOperation, 'row'> {}

function extentOf(
  operation: WitnessOperation,
  toPx: (us: number) => number,
  widthPx: number,
): PlacedExtent {
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

function ticksOf({ fromUs, toUs, fromPx, toPx }: AxisBreak): WitnessLayout['ticks'] {
  const room = Math.floor((toPx - fromPx) / TICK_PX)
  // A piece with room for nothing else still says when it is.
  if (room < 2) return [{ x: fromPx, us: fromUs }]
  const scale = (toPx - fromPx) / (toUs - fromUs)
  return linearTicks(fromUs, toUs, room).map((us) => ({ us, x: fromPx + (us - fromUs) * scale }))
}

/**
 * Without those whose words would run into others. The first of a piece says when it is, so it
 * goes before those that only divide a piece.
 */
function apart(pieces: readonly WitnessLayout['ticks'][], widthPx: number): WitnessLayout['ticks'] {
  const kept: WitnessLayout['ticks'][number][] = []
  const words = (x: number): number => (x > widthPx - TICK_WORDS_PX ? x - TICK_WORDS_PX : x)
  const keep = (ticks: WitnessLayout['ticks']): void => {
    for (const tick of ticks) {
      const isFree = kept.every(({ x }) => Math.abs(words(x) - words(tick.x)) >= TICK_WORDS_PX)
      if (isFree) kept.push(tick)
    }
  }
  keep(pieces.flatMap((ticks) => ticks.slice(0, 1)))
  keep(pieces.flatMap((ticks) => ticks.slice(1)))
  return kept.sort((left, right) => left.x - right.x)
}

/** A moment of the run, `12.345 s`. */
export function clock(us: number): string {
  return `${(us / 1e6).toFixed(3)} s`
}

const COLLATOR = new Intl.Collator('en', { numeric: true })

function byNumber(left: string, right: string): number {
  return COLLATOR.compare(left, right)
}
