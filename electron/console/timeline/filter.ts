/**
 * Which events a filter lets through, as ascending positions: all of them, and those of each lane.
 * Filters are few and asked for again at every turn of the wheel, so the last ones are kept.
 */
import {
  KIND_CODES,
  TIMELINE_KINDS,
  type TimelineColumns,
} from '../../recorder/timeline-columns.ts'
import type { TimelineFilter } from '../../ipc/requests.ts'

export interface Passed {
  /** 1 for each event that passed. */
  readonly passes: Uint8Array
  readonly positions: Uint32Array
  readonly lanes: readonly Uint32Array[]
  /** Of each lane, what was lost. */
  readonly lost: readonly Uint32Array[]
}

const KEPT_FILTERS = 4

export class Filters {
  readonly #columns: TimelineColumns
  /** The latest last. */
  readonly #kept = new Map<string, Passed>()

  constructor(columns: TimelineColumns) {
    this.#columns = columns
  }

  apply(filter: TimelineFilter | null): Passed {
    const key = JSON.stringify(filter)
    const passed = this.#kept.get(key) ?? sift(this.#columns, filter)
    this.#kept.delete(key)
    this.#kept.set(key, passed)
    if (this.#kept.size > KEPT_FILTERS) {
      // What hides nothing is always wanted again.
      const oldest = [...this.#kept.keys()].find((kept) => kept !== 'null')
      if (oldest !== undefined) this.#kept.delete(oldest)
    }
    return passed
  }
}

function sift(columns: TimelineColumns, filter: TimelineFilter | null): Passed {
  const { lane, kind } = columns
  const passes = new Uint8Array(lane.length)
  const passesFilter = filter === null ? () => true : testOf(columns, filter)
  const counts = new Uint32Array(columns.lanes.length)
  const lostCounts = new Uint32Array(columns.lanes.length)
  let count = 0
  for (let at = 0; at < lane.length; at++) {
    if (!passesFilter(at)) continue
    passes[at] = 1
    count++
    const of = lane[at] as number
    counts[of] = (counts[of] as number) + 1
    if (kind[at] === KIND_CODES.lost) lostCounts[of] = (lostCounts[of] as number) + 1
  }
  const positions = new Uint32Array(count)
  const lanes = Array.from(counts, (length) => new Uint32Array(length))
  const lost = Array.from(lostCounts, (length) => new Uint32Array(length))
  counts.fill(0)
  lostCounts.fill(0)
  count = 0
  for (let at = 0; at < lane.length; at++) {
    if (passes[at] === 0) continue
    positions[count++] = at
    push(lanes, counts, lane[at] as number, at)
    if (kind[at] === KIND_CODES.lost) push(lost, lostCounts, lane[at] as number, at)
  }
  return { passes, positions, lanes, lost }
}

function push(lists: Uint32Array[], counts: Uint32Array, of: number, position: number): void {
  const count = counts[of] as number
  ;(lists[of] as Uint32Array)[count] = position
  counts[of] = count + 1
}

const MESSAGE_KINDS: ReadonlySet<number> = new Set([
  KIND_CODES.message,
  KIND_CODES.request,
  KIND_CODES.lost,
])

/** Names that the run does not have hide nothing; a link of such a name lets nothing through. */
function testOf(columns: TimelineColumns, filter: TimelineFilter): (at: number) => boolean {
  const { lane, kind, type, peer, term } = columns
  const kinds = placesOf(TIMELINE_KINDS, filter.hiddenKinds)
  const types = placesOf(columns.types, filter.hiddenTypes)
  const lanes = placesOf(columns.lanes, filter.hiddenMachines)
  const from = filter.link === null ? -1 : columns.lanes.indexOf(filter.link.from)
  const to = filter.link === null ? -1 : columns.lanes.indexOf(filter.link.to)
  const isOfLink = (at: number): boolean => {
    if (from < 0 || to < 0 || !MESSAGE_KINDS.has(kind[at] as number)) return false
    return (lane[at] === to && peer[at] === from) || (lane[at] === from && peer[at] === to)
  }
  return (at) =>
    kinds[kind[at] as number] === 0 &&
    types[type[at] as number] === 0 &&
    lanes[lane[at] as number] === 0 &&
    (filter.term === null || term[at] === filter.term) &&
    (filter.link === null || isOfLink(at))
}

/** 1 at the place of each name that is hidden. */
function placesOf(names: readonly string[], hidden: readonly string[]): Uint8Array {
  const set = new Set(hidden)
  return Uint8Array.from(names, (name) => (set.has(name) ? 1 : 0))
}
