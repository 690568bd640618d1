/**
 * What depends on what, from the order of the versions of each list:
 *
 * - `WW`: who appended next to what another one appended;
 * - `WR`: who read a list that ends with another one's append;
 * - `RW`: who read a list to which another one appended next.
 *
 * Appends of failed transactions and of nobody are passed over: what stands on either side of
 * them still stands in that order. A read of a transaction's own append adds nothing to the
 * `WW` edges of that append, and one that contradicts the longest list has no next.
 */
import type { HistoryOperation } from '../../../history/operation.ts'
import { GraphBuilder, RW, WR, WW } from '../cycles/dependency-graph.ts'
import type { Effort } from '../effort.ts'
import { identityOf } from '../identity.ts'
import type { Transactions } from '../transactions.ts'
import type { Writes } from '../writes.ts'
import type { ListOrder, VersionOrder } from './version-order.ts'

export class ListDependencies {
  readonly #transactions: Transactions
  readonly #writes: Writes
  readonly #order: VersionOrder

  constructor(transactions: Transactions, writes: Writes, order: VersionOrder) {
    this.#transactions = transactions
    this.#writes = writes
    this.#order = order
  }

  /** The append before `append` in its list, or the last one read if it was not read; or -1. */
  appendBefore(append: number): number {
    const list = this.#list(append)
    const place = this.#order.places[append] as number
    return list.before[place < 0 ? list.elements.length : place] as number
  }

  /** The append that `read` saw last, passing over those that never took effect; or -1. */
  appendSeen(read: number): number {
    const length = this.#order.lengths[read] as number
    if (length >= 0) return this.#list(read).before[length] as number
    const { key, value, operations, transaction } = this.#transactions
    const written = this.#writes.byKey[key[read] as number]
    const elements = value[read] as readonly unknown[]
    for (let at = elements.length - 1; at >= 0; at--) {
      const append = written?.get(identityOf(elements[at]))
      if (append === undefined) continue
      const { outcome } = operations[transaction[append] as number] as HistoryOperation
      if (outcome !== 'fail') return append
    }
    return -1
  }

  /**
   * The version that `read` saw, as the place in its list of the append that came next: the
   * length of the list where only unread appends came after it. -1 where nobody can tell, or
   * where the reader saw its own append last.
   */
  versionSeen(read: number): number {
    const { transaction } = this.#transactions
    const length = this.#order.lengths[read] as number
    if (length < 0) return -1
    const list = this.#list(read)
    const seen = list.before[length] as number
    if (seen >= 0 && transaction[seen] === transaction[read]) return -1
    const next = list.after[length] as number
    return next < 0 ? list.elements.length : (this.#order.places[next] as number)
  }

  #list(micro: number): ListOrder {
    return this.#order.lists[this.#transactions.key[micro] as number] as ListOrder
  }

  *build(effort: Effort): Generator<number, GraphBuilder, void> {
    const { operations, transaction, writes, key } = this.#transactions
    const { lists, unread, places } = this.#order
    /** Per key: the node of its first version. */
    const base = new Int32Array(lists.length + 1)
    base[0] = operations.length
    for (const [place, { elements }] of lists.entries()) {
      if (effort.rest(place)) yield effort.steps
      base[place + 1] = (base[place] as number) + elements.length + 1
    }
    const versions = (base[lists.length] as number) - operations.length
    const builder = new GraphBuilder(operations.length, versions)
    for (let micro = 0; micro < key.length; micro++) {
      if (effort.spend(2)) yield effort.steps
      const self = transaction[micro] as number
      const first = base[key[micro] as number] as number
      if (writes[micro] === 0) {
        const seen = this.appendSeen(micro)
        if (seen >= 0) builder.addEdge(transaction[seen] as number, self, WR)
        const version = this.versionSeen(micro)
        if (version >= 0) builder.addEdge(self, first + version, RW)
        continue
      }
      const { outcome } = operations[self] as HistoryOperation
      const place = places[micro] as number
      if (outcome === 'fail') continue
      const previous = this.appendBefore(micro)
      if (previous >= 0) builder.addEdge(transaction[previous] as number, self, WW)
      if (place >= 0) builder.addEdge(first + place, self, RW)
    }
    for (const [place, appends] of unread.entries()) {
      if (effort.rest(place)) yield effort.steps
      const last = (base[place + 1] as number) - 1
      for (const append of appends) {
        if (effort.spend(1)) yield effort.steps
        builder.addEdge(last, transaction[append] as number, RW)
      }
    }
    return builder
  }
}
