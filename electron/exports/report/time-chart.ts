/**
 * What happened over the time of a run, as one drawing with one time axis: what was broken,
 * operations by result, latencies, availability, elections.
 */
import type { RunSeries, SeriesFault } from '../../ipc/shapes/runs.ts'
import { markup, NOTHING, rounded, type Markup, type Piece } from './markup.ts'
import { decades, linearTicks } from './ticks.ts'

const WIDTH = 1040
const LEFT = 64
const RIGHT = 56
const LANE_HEIGHT = 18
const LANES_MAX = 8
const THROUGHPUT_HEIGHT = 130
const LATENCY_HEIGHT = 130
const AVAILABILITY_HEIGHT = 12
const GAP = 26
/** Bars and marks that are drawn; more would only be a blot. */
const MARKS_MAX = 400

interface Axis {
  /** Of a moment, ms since the workload began. */
  readonly x: (atMs: number) => number
  readonly fromMs: number
  readonly toMs: number
  readonly slotMs: number
}

export function timeChart(series: RunSeries): Markup {
  const axis = axisOf(series)
  const lanes = inLanes(series.faults.slice(0, MARKS_MAX))
  const faultsTop = 16
  const throughputTop = faultsTop + lanes.length * LANE_HEIGHT + (lanes.length > 0 ? 14 : 4)
  const latencyTop = throughputTop + THROUGHPUT_HEIGHT + GAP
  const availabilityTop = latencyTop + LATENCY_HEIGHT + GAP
  const bottom = availabilityTop + AVAILABILITY_HEIGHT
  const height = bottom + 24
  return markup`<svg viewBox="0 0 ${WIDTH} ${height}" role="img" aria-label="${labelOf(series)}">
${bands(series.faults, axis, throughputTop - 6, bottom)}
${timeGrid(axis, throughputTop - 6, bottom)}
${phases(series, axis, bottom)}
${lanes.map((lane, index) => faultLane(lane, axis, faultsTop + index * LANE_HEIGHT))}
${throughput(series, axis, throughputTop)}
${latency(series, axis, latencyTop)}
${availability(series, axis, availabilityTop)}
${elections(series, axis, throughputTop, bottom)}
</svg>`
}

function axisOf({ fromMs, slotMs, ok }: RunSeries): Axis {
  const toMs = fromMs + slotMs * ok.length
  const inner = WIDTH - LEFT - RIGHT
  const x = (atMs: number): number => {
    const share = (atMs - fromMs) / (toMs - fromMs)
    return LEFT + inner * Math.max(0, Math.min(1, share))
  }
  return { x, fromMs, toMs, slotMs }
}

function labelOf({ ok, fail, info, faults, elections }: RunSeries): string {
  const sum = (column: Uint32Array): number => column.reduce((before, count) => before + count, 0)
  return (
    `Over time: ${sum(ok)} operations acknowledged, ${sum(fail)} failed, ${sum(info)} unknown; ` +
    `${faults.length} faults, ${elections.length} elections`
  )
}

function bands(faults: readonly SeriesFault[], { x }: Axis, top: number, bottom: number): Piece {
  return faults.slice(0, MARKS_MAX).map(({ fromMs, toMs }) => {
    const width = Math.max(1, x(toMs) - x(fromMs))
    return markup`<rect class="band" x="${x(fromMs)}" y="${top}" width="${width}" height="${bottom - top}"/>`
  })
}

function timeGrid({ x, fromMs, toMs }: Axis, top: number, bottom: number): Piece {
  return linearTicks(fromMs / 1000, toMs / 1000, 10).map((second) => {
    const at = x(second * 1000)
    return markup`<line class="grid" x1="${at}" x2="${at}" y1="${top}" y2="${bottom}"/>
<text class="mono" x="${at}" y="${bottom + 16}" text-anchor="middle">${`${second} s`}</text>`
  })
}

/** Where the drill ended and the recovery began. */
function phases({ phases }: RunSeries, { x, fromMs, toMs }: Axis, bottom: number): Piece {
  const recovery = phases.find(({ phase }) => phase === 'recovery')
  if (recovery === undefined || recovery.atMs <= fromMs) return NOTHING
  // A recovery that took no time has no place on the axis.
  if (toMs - recovery.atMs < (toMs - fromMs) / 50) return NOTHING
  const at = x(recovery.atMs)
  return markup`<line class="phase" x1="${at}" x2="${at}" y1="8" y2="${bottom}"/>
<text x="${at + 4}" y="11">recovery</text>`
}

/** Faults that do not overlap share a lane; what does not fit is in the list beside the chart. */
function inLanes(faults: readonly SeriesFault[]): readonly (readonly SeriesFault[])[] {
  const lanes: SeriesFault[][] = []
  for (const fault of [...faults].sort((left, right) => left.fromMs - right.fromMs)) {
    const lane = lanes.find((lane) => (lane.at(-1)?.toMs ?? 0) <= fault.fromMs)
    if (lane !== undefined) lane.push(fault)
    else if (lanes.length < LANES_MAX) lanes.push([fault])
  }
  return lanes
}

const CHARACTER_WIDTH = 6.2

function faultLane(lane: readonly SeriesFault[], { x }: Axis, top: number): Piece {
  return lane.map(({ kind, target, effect, fromMs, toMs, proven }, index) => {
    const from = x(fromMs)
    const width = Math.max(3, x(toMs) - from)
    const next = lane[index + 1]
    const room = (next === undefined ? WIDTH - 4 : x(next.fromMs) - 6) - from
    const label = fitted(`${kind} ${target}`, room)
    return markup`<g><title>${`${kind} ${target}: ${effect}`}</title>
<rect class="${proven ? 'bar' : 'bar-unproven'}" x="${from}" y="${top + 11}" width="${width}" height="4" rx="1.5"/>
<text class="hot" x="${from}" y="${top + 7}">${label}</text></g>`
  })
}

function fitted(text: string, room: number): string {
  const most = Math.floor(room / CHARACTER_WIDTH)
  if (text.length <= most) return text
  return most < 4 ? '' : `${text.slice(0, most - 1)}…`
}

function throughput(series: RunSeries, axis: Axis, top: number): Piece {
  const perSecond = 1000 / series.slotMs
  const most = series.ok.reduce((highest, ok, slot) => {
    const all = ok + (series.info[slot] ?? 0) + (series.fail[slot] ?? 0)
    return Math.max(highest, all * perSecond)
  }, 1)
  const ticks = linearTicks(0, most, 4)
  const scale = Math.max(most, ticks.at(-1) ?? most)
  const y = (value: number): number => top + THROUGHPUT_HEIGHT * (1 - value / scale)
  const below = new Float64Array(series.ok.length)
  const layers = (['ok', 'info', 'fail'] as const).map((name) => {
    const path = stackedBars(series[name], below, { axis, y, perSecond })
    return markup`<path class="op-${name}" d="${path}"/>`
  })
  return markup`${panel('operations/s', top, ticks, y)}${layers}`
}

interface BarScale {
  readonly axis: Axis
  readonly y: (perSecond: number) => number
  readonly perSecond: number
}

/** One path for all bars of a result, on top of `below`, to which it adds them. */
function stackedBars(column: Uint32Array, below: Float64Array, scale: BarScale): string {
  const { axis, y, perSecond } = scale
  let path = ''
  for (const [slot, count] of column.entries()) {
    if (count === 0) continue
    const before = below[slot] ?? 0
    const after = before + count * perSecond
    below[slot] = after
    const left = axis.x(axis.fromMs + slot * axis.slotMs)
    const right = axis.x(axis.fromMs + (slot + 1) * axis.slotMs)
    const width = Math.max(0.5, right - left - 0.5)
    const [bottom, top] = [y(before), y(after)]
    path += `M${rounded(left)} ${rounded(bottom)}V${rounded(top)}h${rounded(width)}V${rounded(bottom)}z`
  }
  return path
}

function latency(series: RunSeries, axis: Axis, top: number): Piece {
  const shown = [...series.p50, ...series.p999].filter((value) => value > 0)
  const title = 'latency, ms'
  if (shown.length === 0) {
    return markup`${panel(title, top, [], () => top)}<text x="${LEFT + 8}" y="${top + 20}">nothing was acknowledged</text>`
  }
  const least = shown.reduce((before, value) => Math.min(before, value), Infinity)
  const most = shown.reduce((before, value) => Math.max(before, value), 0)
  const ticks = decades(least, most)
  const [low, high] = [Math.log10(ticks[0] ?? 1), Math.log10(ticks.at(-1) ?? 10)]
  const y = (value: number): number =>
    top + LATENCY_HEIGHT * (1 - (Math.log10(value) - low) / (high - low))
  const lines = (['p999', 'p99', 'p50'] as const).map(
    (name) => markup`<path class="line ${name}" d="${linePath(series[name], axis, y)}"/>`,
  )
  return markup`${panel(title, top, ticks, y)}${lines}`
}

/** Slots without a value leave a gap; a value alone between two gaps is a dot of a line. */
function linePath(column: Float32Array, axis: Axis, y: (value: number) => number): string {
  let path = ''
  let drawing = false
  for (const [slot, value] of column.entries()) {
    if (!(value > 0)) {
      drawing = false
      continue
    }
    const at = `${rounded(axis.x(axis.fromMs + (slot + 0.5) * axis.slotMs))} ${rounded(y(value))}`
    path += drawing ? `L${at}` : `M${at}h0.01`
    drawing = true
  }
  return path
}

function availability(series: RunSeries, axis: Axis, top: number): Piece {
  const cells = (served: boolean): string => {
    let path = ''
    for (const [slot, ok] of series.ok.entries()) {
      if (ok > 0 !== served) continue
      const left = axis.x(axis.fromMs + slot * axis.slotMs)
      const width = Math.max(0.5, axis.x(axis.fromMs + (slot + 1) * axis.slotMs) - left - 0.75)
      path += `M${rounded(left)} ${top}h${rounded(width)}v${AVAILABILITY_HEIGHT}h-${rounded(width)}z`
    }
    return path
  }
  return markup`<text x="${LEFT}" y="${top - 7}">available</text>
<path class="served" d="${cells(true)}"/><path class="unserved" d="${cells(false)}"/>`
}

function elections(series: RunSeries, axis: Axis, top: number, bottom: number): Piece {
  const seen = series.elections.filter(({ atMs }) => atMs >= axis.fromMs && atMs <= axis.toMs)
  return seen.slice(0, MARKS_MAX).map(({ atMs, node, term }) => {
    const at = axis.x(atMs)
    return markup`<g><title>${`${node} became leader of term ${term}`}</title>
<line class="election-line" x1="${at}" x2="${at}" y1="${top - 2}" y2="${bottom}"/>
<path class="election" d="M${at} ${top - 8}l5 3v5.5l-5 3l-5 -3v-5.5z"/></g>`
  })
}

function panel(
  title: string,
  top: number,
  ticks: readonly number[],
  y: (value: number) => number,
): Markup {
  const marks = ticks.map(
    (
      tick,
    ) => markup`<line class="grid" x1="${LEFT}" x2="${WIDTH - RIGHT}" y1="${y(tick)}" y2="${y(tick)}"/>
<text class="mono" x="${LEFT - 8}" y="${y(tick) + 4}" text-anchor="end">${tickText(tick)}</text>`,
  )
  return markup`<text x="${LEFT}" y="${top - 9}">${title}</text>${marks}`
}

function tickText(value: number): string {
  return value >= 10_000 ? `${value / 1000}k` : String(value)
}
