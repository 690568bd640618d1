/**
 * What a drill measures while it runs: completed operations in slots of 100 ms, their latencies,
 * and elections. Both worlds feed it; probes read it. Memory is bounded by the number of slots
 * and by the shape of a histogram, not by the number of operations.
 *
 * Times are ms since the run began; before `begin` they count for warm-up alone.
 */
import { broken } from '../base/assert.ts'
import type { Address } from '../runtime/machine.ts'
import type { ClusterView } from './world.ts'

export const SLOT_MS = 100
/**
 * So many operations are asked in the time that an outage takes to show. The pauses that clients
 * leave by chance hold far fewer.
 */
const OPERATIONS_MISSED = 12
/** One hour; what comes later is counted in the last slot. */
const SLOTS_MAXIMUM = 36_000
/** Each power of two is divided into so many buckets: an error of at most 1/32. */
const BUCKETS_PER_OCTAVE = 16
/** Of all latencies: one more than the bucket of the longest, 32 bits of microseconds. */
const BUCKETS = 29 * BUCKETS_PER_OCTAVE

/** A part of the run, ms since the run began; `toMs` is not in it. */
export interface Range {
  readonly fromMs: number
  readonly toMs: number
}

export interface Tally {
  readonly ok: number
  readonly fail: number
  readonly info: number
}

/** A leader of a term that was not seen to have one before. */
export interface SeenElection {
  readonly atMs: number
  readonly node: Address
  readonly term: number
}

/** How many operations were acknowledged with a latency in each bucket. */
export type Histogram = Map<number, number>

interface Slot {
  ok: number
  fail: number
  info: number
  firstOkMs: number
  lastOkMs: number
  readonly latencies: Histogram
}

export interface MeasurementsOptions {
  /** Operations that all clients together ask, a second; absent: as fast as they are answered. */
  readonly ratePerSecond?: number
}

export class Measurements {
  /** So many empty slots in a row are an outage, and not the pause between two operations. */
  readonly #outageSlots: number
  readonly #slots: (Slot | undefined)[] = []
  readonly #ready = new Set<Address>()
  readonly #finished = new Set<Address>()
  readonly #elections: SeenElection[] = []
  #term = 0

  constructor({ ratePerSecond = Infinity }: MeasurementsOptions = {}) {
    const missedMs = (OPERATIONS_MISSED * 1000) / ratePerSecond
    this.#outageSlots = Math.max(1, Math.ceil(missedMs / SLOT_MS))
  }

  /** Operations that ended at `atMs`; latencies in microseconds. */
  completed(
    atMs: number,
    operations: { readonly okUs: readonly number[]; readonly fail: number; readonly info: number },
  ): void {
    const slot = this.#slotAt(atMs)
    slot.fail += operations.fail
    slot.info += operations.info
    if (operations.okUs.length === 0) return
    if (slot.ok === 0) slot.firstOkMs = atMs
    slot.ok += operations.okUs.length
    slot.lastOkMs = Math.max(slot.lastOkMs, atMs)
    for (const latencyUs of operations.okUs) {
      const bucket = bucketOf(latencyUs)
      slot.latencies.set(bucket, (slot.latencies.get(bucket) ?? 0) + 1)
    }
  }

  /** A client reported `ready`, or `finished`. */
  clientReported(client: Address, type: 'ready' | 'finished'): void {
    if (type === 'ready') this.#ready.add(client)
    else this.#finished.add(client)
  }

  /** Looks who leads: a term that was not seen to have a leader before is an election. */
  observe(atMs: number, view: ClusterView): void {
    for (const { node, state, description } of view.nodes) {
      if (state !== 'up' || description?.leads !== true || description.term <= this.#term) continue
      this.#term = description.term
      this.#elections.push({ atMs, node, term: description.term })
    }
  }

  get ready(): number {
    return this.#ready.size
  }

  get finished(): number {
    return this.#finished.size
  }

  /** Every election seen so far, oldest first. */
  get electionsSeen(): readonly SeenElection[] {
    return this.#elections
  }

  /** Elections seen within the range. */
  elections(range: Range): number {
    return this.#elections.filter(({ atMs }) => atMs >= range.fromMs && atMs < range.toMs).length
  }

  tally(range: Range): Tally {
    let [ok, fail, info] = [0, 0, 0]
    for (const slot of this.#within(range)) {
      ok += slot.ok
      fail += slot.fail
      info += slot.info
    }
    return { ok, fail, info }
  }

  /**
   * Share of the slots of the range in which an operation was acknowledged, or might have been had
   * one been asked: under a low rate a lone empty slot says nothing. Null for no slot.
   */
  availability(range: Range): number | null {
    const first = slotNumber(range.fromMs)
    const count = Math.floor((range.toMs - range.fromMs) / SLOT_MS)
    if (count <= 0) return null
    let row = this.#emptyBefore(first)
    let unserved = 0
    for (let number = first; number < first + count; number++) {
      row = this.#isEmpty(number) ? row + 1 : 0
      if (row > this.#outageSlots) unserved++
      else if (row === this.#outageSlots) unserved += Math.min(row, number - first + 1)
    }
    return (count - unserved) / count
  }

  /** When the last operation of the range was acknowledged; the range's begin where none was. */
  lastOkMs(range: Range): number {
    const end = Math.min(this.#slots.length, Math.ceil(range.toMs / SLOT_MS))
    // Backwards: it is asked 20 times a second, and the answer is nearly always in the last slot.
    for (let number = end - 1; number >= slotNumber(range.fromMs); number--) {
      const slot = this.#slots[number]
      if (slot !== undefined && slot.ok > 0) {
        return Math.max(range.fromMs, Math.min(slot.lastOkMs, range.toMs))
      }
    }
    return range.fromMs
  }

  /** The longest time of the range without an acknowledgement, ms; gaps under a slot are not seen. */
  longestOutageMs(range: Range): number {
    let longest = 0
    let last = range.fromMs
    for (const slot of this.#within(range)) {
      if (slot.ok === 0) continue
      longest = Math.max(longest, Math.min(slot.firstOkMs, range.toMs) - last)
      last = Math.max(last, Math.min(slot.lastOkMs, range.toMs))
    }
    return Math.max(longest, range.toMs - last)
  }

  /** All the time within outages of at least `leastMs`, ms. */
  unavailableMs(range: Range, leastMs: number): number {
    let sum = 0
    let last = range.fromMs
    const add = (untilMs: number): void => {
      if (untilMs - last >= leastMs) sum += untilMs - last
    }
    for (const slot of this.#within(range)) {
      if (slot.ok === 0) continue
      add(Math.min(slot.firstOkMs, range.toMs))
      last = Math.max(last, Math.min(slot.lastOkMs, range.toMs))
    }
    add(range.toMs)
    return sum
  }

  /** Latency in ms that `permille` of the acknowledged operations did not exceed; null for none. */
  percentileMs(range: Range, permille: number): number | null {
    const counts = new Float64Array(BUCKETS)
    let total = 0
    for (const slot of this.#within(range)) {
      for (const [bucket, count] of slot.latencies) counts[bucket] = (counts[bucket] ?? 0) + count
      total += slot.ok
    }
    if (total === 0) return null
    const rank = Math.max(1, Math.ceil((total * permille) / 1000))
    let bucket = 0
    let seen = counts[0] ?? 0
    while (seen < rank) seen += counts[++bucket] ?? 0
    return Math.round(bucketMiddleUs(bucket)) / 1000
  }

  #isEmpty(number: number): boolean {
    return (this.#slots[number]?.ok ?? 0) === 0
  }

  /** Empty slots right before this one, as far as they matter. */
  #emptyBefore(number: number): number {
    let row = 0
    while (row < this.#outageSlots && row < number && this.#isEmpty(number - row - 1)) row++
    return row
  }

  #slotAt(atMs: number): Slot {
    if (!(atMs >= 0)) broken(`an operation ended at ${atMs} ms`)
    const number = Math.min(slotNumber(atMs), SLOTS_MAXIMUM - 1)
    let slot = this.#slots[number]
    if (slot === undefined) {
      slot = { ok: 0, fail: 0, info: 0, firstOkMs: 0, lastOkMs: 0, latencies: new Map() }
      this.#slots[number] = slot
    }
    return slot
  }

  /** The slots that begin within the range. */
  *#within(range: Range): Generator<Slot> {
    const end = Math.min(this.#slots.length, Math.ceil(range.toMs / SLOT_MS))
    for (let number = slotNumber(range.fromMs); number < end; number++) {
      const slot = this.#slots[number]
      if (slot !== undefined) yield slot
    }
  }
}

function slotNumber(atMs: number): number {
  return Math.max(0, Math.floor(atMs / SLOT_MS))
}

/** Below 16 us each microsecond has its bucket; above, 16 buckets to each power of two. */
export function bucketOf(latencyUs: number): number {
  const whole = Math.min(Math.max(0, Math.round(latencyUs)), 0xffff_ffff)
  if (whole < BUCKETS_PER_OCTAVE) return whole
  const octave = 31 - Math.clz32(whole) - 4
  return (octave + 1) * BUCKETS_PER_OCTAVE + ((whole >>> octave) - BUCKETS_PER_OCTAVE)
}

export function bucketMiddleUs(bucket: number): number {
  if (bucket < BUCKETS_PER_OCTAVE) return bucket
  const octave = Math.floor(bucket / BUCKETS_PER_OCTAVE) - 1
  let width = 1
  for (let doubling = 0; doubling < octave; doubling++) width *= 2
  return ((bucket % BUCKETS_PER_OCTAVE) + BUCKETS_PER_OCTAVE) * width + (width - 1) / 2
}
