/** Operations in slots of equal length, with the exact percentiles of each. Pure. */
import type { CompletedOperations } from './completed-operations.ts'
import { FAIL, OK } from './completed-operations.ts'

export interface SlotRange {
  /** Nanoseconds since the run began. */
  readonly fromNs: number
  readonly slotNs: number
  readonly slots: number
}

export interface Slots {
  readonly ok: Uint32Array
  readonly fail: Uint32Array
  readonly info: Uint32Array
  /** Of the acknowledged ones, ms; NaN for none. */
  readonly p50: Float32Array
  readonly p99: Float32Array
  readonly p999: Float32Array
}

const NS_PER_MS = 1e6

/** An operation belongs to the slot in which it ended; those outside the range are left out. */
export function slotOperations(operations: CompletedOperations, range: SlotRange): Slots {
  const { fromNs, slotNs, slots } = range
  const { count, endedNs, tookNs, result } = operations
  const ok = new Uint32Array(slots)
  const fail = new Uint32Array(slots)
  const info = new Uint32Array(slots)
  const slotOf = (place: number): number =>
    Math.floor(((endedNs[place] as number) - fromNs) / slotNs)
  for (let place = 0; place < count; place++) {
    const slot = slotOf(place)
    if (slot < 0 || slot >= slots) continue
    const column = result[place] === OK ? ok : result[place] === FAIL ? fail : info
    column[slot] = (column[slot] as number) + 1
  }
  const ends = endsOf(ok)
  const latencies = new Float64Array(ends.at(-1) ?? 0)
  const next = Uint32Array.from(ends, (end, slot) => end - (ok[slot] as number))
  for (let place = 0; place < count; place++) {
    const slot = slotOf(place)
    if (slot < 0 || slot >= slots || result[place] !== OK) continue
    const at = next[slot] as number
    latencies[at] = tookNs[place] as number
    next[slot] = at + 1
  }
  const sorted = Array.from(ends, (end, slot) =>
    latencies.subarray(end - (ok[slot] as number), end).sort(),
  )
  const percentiles = (permille: number): Float32Array =>
    Float32Array.from(sorted, (list) => percentile(list, permille) / NS_PER_MS)
  return { ok, fail, info, p50: percentiles(500), p99: percentiles(990), p999: percentiles(999) }
}

/** By the nearest rank: a latency that was measured, and that so many did not exceed. */
export function percentile(sorted: Float64Array, permille: number): number {
  if (sorted.length === 0) return NaN
  const rank = Math.max(1, Math.ceil((sorted.length * permille) / 1000))
  return sorted[rank - 1] as number
}

function endsOf(counts: Uint32Array): Uint32Array {
  let sum = 0
  return counts.map((count) => (sum += count))
}
