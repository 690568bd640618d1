/**
 * Which transaction must come before which, as a compact graph: one row of edges a node, in flat
 * arrays, so that a hundred thousand transactions fit in some megabytes.
 *
 * Three kinds of nodes keep the number of edges linear where pairs of transactions would not be:
 *
 * - transactions, `0` to `transactions - 1`;
 * - versions: a reader leads to the version that it read, and that to whoever overwrote it. A
 *   version read by r transactions and overwritten by w takes r + w edges instead of r * w;
 * - moments: a transaction leads to the moment at which it ended, each moment to the next, and to
 *   the transactions that began after it. Real time and the order of a process thus take O(n)
 *   edges, where a transitive reduction takes O(n * concurrency) and all pairs O(n^2).
 */
import type { Effort } from '../effort.ts'
import { sortIntoBuckets } from './buckets.ts'

/** Kinds of edges, as bits. A version lies in the middle of an `RW` edge, moments in the others. */
export const WW = 1
export const WR = 2
export const RW = 4
export const PROCESS = 8
export const REALTIME = 16

export interface DependencyGraph {
  readonly transactions: number
  /** Nodes from `transactions` to `versionsEnd - 1` are versions. */
  readonly versionsEnd: number
  /** Nodes from `versionsEnd` to `nodes - 1` are moments. */
  readonly nodes: number
  /** Where the row of a node begins in `to` and `kind`; one entry more than there are nodes. */
  readonly first: Int32Array
  readonly to: Int32Array
  readonly kind: Uint8Array
}

export class GraphBuilder {
  readonly transactions: number
  readonly versionsEnd: number
  #nodes: number
  #count = 0
  #from = new Int32Array(1024)
  #to = new Int32Array(1024)
  #kind = new Uint8Array(1024)

  constructor(transactions: number, versions: number) {
    this.transactions = transactions
    this.versionsEnd = transactions + versions
    this.#nodes = this.versionsEnd
  }

  get edges(): number {
    return this.#count
  }

  addMoment(): number {
    return this.#nodes++
  }

  /** An edge of a transaction to itself says nothing and is left out. */
  addEdge(from: number, to: number, kind: number): void {
    if (from === to) return
    if (this.#count === this.#to.length) this.#grow()
    this.#from[this.#count] = from
    this.#to[this.#count] = to
    this.#kind[this.#count] = kind
    this.#count++
  }

  /**
   * The graph, each row ordered by kind and then by node, without repetitions: it depends on the
   * edges alone and not on the order in which they were found.
   */
  *finish(effort: Effort): Generator<number, DependencyGraph, void> {
    const { transactions, versionsEnd } = this
    const nodes = this.#nodes
    const rows = yield* sortIntoBuckets(nodes, this.#from.subarray(0, this.#count), effort)
    const packed = new Float64Array(this.#count)
    for (let at = 0; at < packed.length; at++) {
      if (effort.rest(at)) yield effort.steps
      const edge = rows.places[at] as number
      packed[at] = (this.#kind[edge] as number) * nodes + (this.#to[edge] as number)
    }
    const first = new Int32Array(nodes + 1)
    let kept = 0
    const to = new Int32Array(this.#count)
    const kind = new Uint8Array(this.#count)
    for (let node = 0; node < nodes; node++) {
      const begin = rows.first[node] as number
      const end = rows.first[node + 1] as number
      if (end - begin > 1) packed.subarray(begin, end).sort()
      first[node] = kept
      if (effort.spend(1 + end - begin)) yield effort.steps
      for (let at = begin; at < end; at++) {
        const edge = packed[at] as number
        if (at > begin && edge === packed[at - 1]) continue
        to[kept] = edge % nodes
        kind[kept] = Math.floor(edge / nodes)
        kept++
      }
    }
    first[nodes] = kept
    return {
      transactions,
      versionsEnd,
      nodes,
      first,
      to: to.slice(0, kept),
      kind: kind.slice(0, kept),
    }
  }

  #grow(): void {
    const length = this.#to.length * 2
    const from = new Int32Array(length)
    const to = new Int32Array(length)
    const kind = new Uint8Array(length)
    from.set(this.#from)
    to.set(this.#to)
    kind.set(this.#kind)
    this.#from = from
    this.#to = to
    this.#kind = kind
  }
}
