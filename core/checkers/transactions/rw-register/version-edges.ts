/**
 * Which version of a register came before which, and how that is known. A register does not show
 * its past, so that an order has to be inferred:
 *
 * - `initial`: what a key held before any write comes before all that was written to it;
 * - `writes-follow-reads`: a transaction that reads a version and writes another puts it after;
 * - `process`: each process meets ever later versions of a key (an assumption about the system);
 * - `realtime`: so does everyone, by the order of real time (a stronger one).
 *
 * Source: Kingsbury and Alvaro, "Elle" (VLDB 2020), section 5.2.
 */
import { sweep } from '../cycles/orders.ts'
import type { Effort } from '../effort.ts'
import type { Transactions } from '../transactions.ts'
import type { Registers } from './registers.ts'

export type VersionSource = 'initial' | 'writes-follow-reads' | 'process' | 'realtime'

/** Columns, since there are many; the transactions are those that show the order, -1 for none. */
export interface VersionEdges {
  readonly source: VersionSource
  /**
   * Whether it was assumed by whoever asked. What is not only holds where no G1c is: a transaction
   * whose write came before what it read depends on who wrote that, and the other way round.
   */
  readonly assumed: boolean
  readonly from: number[]
  readonly to: number[]
  readonly earlier: number[]
  readonly later: number[]
}

function emptyEdges(source: VersionSource, assumed = true): VersionEdges {
  return { source, assumed, from: [], to: [], earlier: [], later: [] }
}

function link(edges: VersionEdges, from: number, to: number, earlier: number, later: number): void {
  if (from === to) return
  edges.from.push(from)
  edges.to.push(to)
  edges.earlier.push(earlier)
  edges.later.push(later)
}

/** From the initial version of each key to all others, unless somebody wrote that value too. */
export function* initialEdges(
  { initial, keyOf, writer }: Registers,
  effort: Effort,
): Generator<number, VersionEdges, void> {
  const edges = emptyEdges('initial')
  for (let version = 0; version < keyOf.length; version++) {
    if (effort.spend(1)) yield effort.steps
    const first = initial[keyOf[version] as number] as number
    if (writer[first] === -1) link(edges, first, version, -1, -1)
  }
  return edges
}

/** What a transaction shows of one key: the version that it met first, and the one it left. */
interface Meeting {
  readonly key: number
  readonly met: number
  left: number
}

/** Of an unknown transaction only the writes are known. */
function meetings(
  { first, writes, key }: Transactions,
  { external, version }: Registers,
  transaction: number,
): readonly Meeting[] {
  const found: Meeting[] = []
  const end = first[transaction + 1] as number
  for (let micro = first[transaction] as number; micro < end; micro++) {
    if (external[micro] === 0) continue
    const one = version[micro] as number
    const place = key[micro] as number
    const known = writes[micro] === 1 ? found.find((other) => other.key === place) : undefined
    if (known === undefined) found.push({ key: place, met: one, left: one })
    else known.left = one
  }
  return found
}

export function* writesFollowReads(
  transactions: Transactions,
  registers: Registers,
  assumed: boolean,
  effort: Effort,
): Generator<number, VersionEdges, void> {
  const edges = emptyEdges('writes-follow-reads', assumed)
  for (const [place, { outcome }] of transactions.operations.entries()) {
    if (effort.spend(1)) yield effort.steps
    if (outcome !== 'ok') continue
    for (const { met, left } of meetings(transactions, registers, place)) {
      link(edges, met, left, place, place)
    }
  }
  return edges
}

export function* processOrder(
  transactions: Transactions,
  registers: Registers,
  effort: Effort,
): Generator<number, VersionEdges, void> {
  const edges = emptyEdges('process')
  /** Per process and key: what it left last, and in which transaction. */
  const last = new Map<number, Map<number, readonly [number, number]>>()
  for (const [place, { process, outcome }] of transactions.operations.entries()) {
    if (effort.spend(1)) yield effort.steps
    if (outcome === 'fail') continue
    let own = last.get(process)
    if (own === undefined) last.set(process, (own = new Map()))
    for (const { key, met, left } of meetings(transactions, registers, place)) {
      const before = own.get(key)
      if (before !== undefined) link(edges, before[0], met, before[1], place)
      link(edges, met, left, place, place)
      own.set(key, [left, place])
    }
  }
  return edges
}

const NOTHING: ReadonlyMap<number, number> = new Map()

/**
 * Per key, links each transaction to those that ended before it began and that no other one
 * between them makes superfluous: O(n * concurrency) links.
 */
export function* realtimeOrder(
  transactions: Transactions,
  registers: Registers,
  effort: Effort,
): Generator<number, VersionEdges, void> {
  const edges = emptyEdges('realtime')
  const { operations } = transactions
  /** Per key: what has ended, without what something else that has ended came after. */
  const frontiers = new Map<number, ReadonlyMap<number, number>>()
  const open = new Map<number, readonly (readonly [Meeting, ReadonlyMap<number, number>])[]>()
  yield* sweep(operations, effort, {
    began: (place) => {
      const seen = meetings(transactions, registers, place).map(
        (meeting) => [meeting, frontiers.get(meeting.key) ?? NOTHING] as const,
      )
      for (const [{ met, left }, frontier] of seen) {
        for (const [earlier, version] of frontier) link(edges, version, met, earlier, place)
        link(edges, met, left, place, place)
        effort.steps += frontier.size
      }
      open.set(place, seen)
    },
    ended: (place) => {
      for (const [{ key, left }, behind] of open.get(place) ?? []) {
        const now = Array.from(frontiers.get(key) ?? []).filter(([earlier]) => !behind.has(earlier))
        frontiers.set(key, new Map([...now, [place, left]]))
      }
      open.delete(place)
    },
  })
  return edges
}
