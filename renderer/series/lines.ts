/**
 * A recorded run as lines to be drawn: one row for each question, lines told apart by their stroke
 * and only then by colour. Two runs share rows: the left one is solid, the right one dashed. Pure.
 */
import type { RunSeries } from '../../electron/ipc/shapes/runs.ts'

export type Stroke = 'solid' | 'dashed' | 'dotted'

/** Equal slots; `values[i]` speaks of the slot that begins at `fromMs + i * slotMs`. */
export interface Line {
  readonly name: string
  /** A colour token. */
  readonly colour: string
  readonly stroke: Stroke
  readonly filled: boolean
  readonly fromMs: number
  readonly slotMs: number
  /** NaN where nothing was measured. */
  readonly values: Float64Array
}

export interface Row {
  readonly title: string
  readonly unit: 'per-second' | 'ms'
  readonly lines: readonly Line[]
}

const MS_PER_SECOND = 1000

/** The rows of one run. */
export function rowsOf(series: RunSeries): readonly Row[] {
  const { fromMs, slotMs } = series
  const line = (
    name: string,
    colour: string,
    stroke: Stroke,
    values: Float64Array,
    filled = false,
  ): Line => ({ name, colour, stroke, values, filled, fromMs, slotMs })
  return [
    {
      title: 'Operations a second',
      unit: 'per-second',
      lines: [
        line('ok', 'ok', 'solid', perSecond(series.ok, slotMs), true),
        line('failed', 'fail', 'dashed', perSecond(series.fail, slotMs)),
        line('unknown', 'info', 'dotted', perSecond(series.info, slotMs)),
      ],
    },
    {
      title: 'Latency of ok',
      unit: 'ms',
      lines: [
        line('p50', 'text-2', 'dotted', Float64Array.from(series.p50)),
        line('p99', 'text-1', 'solid', Float64Array.from(series.p99)),
        line('p99.9', 'text-2', 'dashed', Float64Array.from(series.p999)),
      ],
    },
  ]
}

/** The rows of two runs over each other, each from the beginning of its own workload. */
export function comparedRows(left: RunSeries, right: RunSeries): readonly Row[] {
  const row = (
    title: string,
    unit: Row['unit'],
    values: (series: RunSeries) => Float64Array,
  ): Row => ({
    title,
    unit,
    lines: [
      { name: 'left', colour: 'accent', stroke: 'solid', filled: false, ...placed(left, values) },
      {
        name: 'right',
        colour: 'text-1',
        stroke: 'dashed',
        filled: false,
        ...placed(right, values),
      },
    ],
  })
  return [
    row('Ok a second', 'per-second', ({ ok, slotMs }) => perSecond(ok, slotMs)),
    row('Failed or unknown', 'per-second', ({ fail, info, slotMs }) =>
      perSecond(
        fail.map((count, index) => count + (info[index] ?? 0)),
        slotMs,
      ),
    ),
    row('Latency p50', 'ms', ({ p50 }) => Float64Array.from(p50)),
    row('Latency p99', 'ms', ({ p99 }) => Float64Array.from(p99)),
  ]
}

function placed(
  series: RunSeries,
  values: (series: RunSeries) => Float64Array,
): Pick<Line, 'fromMs' | 'slotMs' | 'values'> {
  return { fromMs: series.fromMs, slotMs: series.slotMs, values: values(series) }
}

function perSecond(counts: Uint32Array, slotMs: number): Float64Array {
  return Float64Array.from(counts, (count) => (count * MS_PER_SECOND) / slotMs)
}

/** What the line says of that moment; NaN outside of it. */
export function valueAt({ fromMs, slotMs, values }: Line, atMs: number): number {
  const slot = Math.floor((atMs - fromMs) / slotMs)
  // The very end belongs to the last slot.
  const last = atMs === fromMs + slotMs * values.length ? values.length - 1 : slot
  return values[last] ?? NaN
}

/** Where the lines begin and end, ms since the workload began. */
export interface Span {
  readonly fromMs: number
  readonly toMs: number
}

export function spanOf(all: readonly RunSeries[]): Span {
  const fromMs = Math.min(...all.map((series) => series.fromMs))
  const toMs = Math.max(...all.map(({ fromMs, slotMs, ok }) => fromMs + slotMs * ok.length))
  return { fromMs, toMs: Math.max(toMs, fromMs + 1) }
}

/** The least and the most that any line measured; null where none measured anything. */
export function extentOf({ lines }: Row): { readonly least: number; readonly most: number } | null {
  let least = Infinity
  let most = -Infinity
  for (const { values } of lines) {
    for (const value of values) {
      if (value < least) least = value
      if (value > most) most = value
    }
  }
  return least === Infinity ? null : { least, most }
}
