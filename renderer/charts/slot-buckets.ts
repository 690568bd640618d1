/**
 * The slots of a drill, gathered into as many buckets as the axis has pixels for, in columns of one
 * size for the whole drill: memory does not grow while it runs. Peaks stay: of latencies a bucket
 * keeps the highest, of availability the worst. Pure.
 */
import type { RoomSlot } from '../../electron/ipc/shapes/room.ts'
import type { TimeAxis } from './time-axis.ts'

export const SLOT_MS = 100

export interface Columns {
  /** Operations a second. */
  readonly ok: Float64Array
  readonly fail: Float64Array
  readonly info: Float64Array
  /** Milliseconds; NaN where nothing was acknowledged. The median is weighted, the rest highest. */
  readonly p50: Float64Array
  readonly p99: Float64Array
  readonly p999: Float64Array
  /** Share of slots with an acknowledged operation; NaN where there is no slot yet. */
  readonly available: Float64Array
}

export class SlotBuckets {
  readonly axis: TimeAxis
  readonly bucketMs: number
  readonly count: number
  readonly columns: Columns
  /** Buckets that hold something, from the first. */
  filled = 0

  constructor(axis: TimeAxis, mostBuckets: number) {
    const slots = (axis.toMs - axis.fromMs) / SLOT_MS
    this.axis = axis
    this.bucketMs = SLOT_MS * Math.max(1, Math.ceil(slots / Math.max(1, mostBuckets)))
    this.count = Math.ceil((axis.toMs - axis.fromMs) / this.bucketMs)
    const column = (): Float64Array => new Float64Array(this.count)
    this.columns = {
      ok: column(),
      fail: column(),
      info: column(),
      p50: column(),
      p99: column(),
      p999: column(),
      available: column(),
    }
  }

  /** Middle of a bucket, ms. */
  middleOf(bucket: number): number {
    return this.axis.fromMs + (bucket + 0.5) * this.bucketMs
  }

  /** The bucket of a moment, where it holds something. */
  at(ms: number): number | null {
    const bucket = Math.floor((ms - this.axis.fromMs) / this.bucketMs)
    return bucket >= 0 && bucket < this.filled ? bucket : null
  }

  /** Reads all slots anew: some thousand numbers, cheaper than to know which have changed. */
  read(slots: readonly RoomSlot[]): void {
    const { columns } = this
    for (const column of Object.values(columns)) column.fill(0)
    const seen = new Uint32Array(this.count)
    for (const slot of slots) {
      const bucket = Math.floor((slot.atMs - this.axis.fromMs) / this.bucketMs)
      if (bucket < 0 || bucket >= this.count) continue
      seen[bucket] = (seen[bucket] ?? 0) + 1
      add(columns.ok, bucket, slot.ok)
      add(columns.fail, bucket, slot.fail)
      add(columns.info, bucket, slot.info)
      add(columns.available, bucket, slot.ok > 0 ? 1 : 0)
      add(columns.p50, bucket, (slot.p50Ms ?? 0) * slot.ok)
      raise(columns.p99, bucket, slot.p99Ms)
      raise(columns.p999, bucket, slot.p999Ms)
    }
    this.#finish(seen)
  }

  #finish(seen: Uint32Array): void {
    const { ok, fail, info, p50, p99, p999, available } = this.columns
    this.filled = seen.findLastIndex((slots) => slots > 0) + 1
    for (let bucket = 0; bucket < this.count; bucket++) {
      const slots = seen[bucket] ?? 0
      const answered = ok[bucket] ?? 0
      const perSecond = slots === 0 ? NaN : 1000 / (slots * SLOT_MS)
      p50[bucket] = answered === 0 ? NaN : (p50[bucket] ?? 0) / answered
      if (answered === 0) p99[bucket] = p999[bucket] = NaN
      available[bucket] = slots === 0 ? NaN : (available[bucket] ?? 0) / slots
      for (const column of [ok, fail, info]) column[bucket] = (column[bucket] ?? 0) * perSecond
    }
  }
}

function add(column: Float64Array, bucket: number, value: number): void {
  column[bucket] = (column[bucket] ?? 0) + value
}

function raise(column: Float64Array, bucket: number, value: number | null): void {
  if (value !== null && value > (column[bucket] ?? 0)) column[bucket] = value
}

/** The next of some round numbers, so that an axis rarely changes. */
export function roundedUp(value: number): number {
  if (value <= 0 || !Number.isFinite(value)) return 1
  const power = 10 ** Math.floor(Math.log10(value))
  return ([1, 1.5, 2, 3, 4, 6, 8, 10].find((factor) => factor * power >= value) ?? 10) * power
}

/** The highest of a column; 0 where there is none. */
export function highest(column: Float64Array): number {
  let most = 0
  for (const value of column) if (value > most) most = value
  return most
}

/** The lowest above zero; NaN where there is none. */
export function lowest(column: Float64Array): number {
  let least = NaN
  for (const value of column) if (value > 0 && !(value >= least)) least = value
  return least
}
