/**
 * The order of the versions of each list, as far as reads show it. A list grows at its end, so the
 * longest list that was read holds all versions before it, and each shorter read must be one of
 * them. What was appended and never read comes after everything that was.
 *
 * Source: Kingsbury and Alvaro, "Elle" (VLDB 2020), section 4: traceable objects.
 */
import type { HistoryOperation } from '../../../history/operation.ts'
import { makeMany, type Effort } from '../effort.ts'
import { identityOf, same } from '../identity.ts'
import type { Identity } from '../identity.ts'
import type { Transactions } from '../transactions.ts'
import type { Writes } from '../writes.ts'

/** The longest list that was read of one key, place by place. */
export interface ListOrder {
  readonly elements: readonly unknown[]
  /** The read that showed it: a micro-operation; -1 where nothing but empty lists was read. */
  readonly read: number
  /** Per place: the append; -1 where nobody appended it or an earlier place has it already. */
  readonly appends: Int32Array
  /**
   * For `0 <= m <= length`: the last append before place m, and the first at or after it, that
   * may have taken effect; -1 where there is none.
   */
  readonly before: Int32Array
  readonly after: Int32Array
  /** The first places of what was appended by a failed transaction, */
  readonly firstAborted: number
  /** by nobody, */
  readonly firstGarbage: number
  /** or is in the list already. `Infinity` where there is none. */
  readonly firstDuplicate: number
}

export interface VersionOrder {
  /** Per key. */
  readonly lists: readonly ListOrder[]
  /** Per read: how many places of the longest list it holds; -1 where it contradicts that. */
  readonly lengths: Int32Array
  /** Per append: its place in the longest list; -1 where it was not read. */
  readonly places: Int32Array
  /** Per key: appends that were not read and did not fail, in their order. */
  readonly unread: readonly (readonly number[])[]
}

export function* orderVersions(
  transactions: Transactions,
  { byKey }: Writes,
  effort: Effort,
): Generator<number, VersionOrder, void> {
  const { operations, transaction, writes, key, value, keys } = transactions
  const longest = new Int32Array(keys.length).fill(-1)
  const listOf = (read: number): readonly unknown[] => value[read] as readonly unknown[]
  for (let micro = 0; micro < key.length; micro++) {
    if (effort.rest(micro)) yield effort.steps
    if (writes[micro] === 1) continue
    const best = longest[key[micro] as number] as number
    const length = best < 0 ? 0 : listOf(best).length
    if (listOf(micro).length > length) longest[key[micro] as number] = micro
  }
  const places = new Int32Array(key.length).fill(-1)
  const lists: ListOrder[] = []
  for (const [place, read] of longest.entries()) {
    const written = byKey[place] as ReadonlyMap<Identity, number>
    const list = describe(read < 0 ? [] : listOf(read), read, written, transactions)
    lists.push(list)
    for (const [at, append] of list.appends.entries()) if (append >= 0) places[append] = at
    if (effort.spend(list.elements.length + 1)) yield effort.steps
  }
  const lengths = new Int32Array(key.length).fill(-1)
  const unread = yield* makeMany(keys.length, (): number[] => [], effort)
  for (let micro = 0; micro < key.length; micro++) {
    const list = lists[key[micro] as number] as ListOrder
    if (writes[micro] === 1) {
      const { outcome } = operations[transaction[micro] as number] as HistoryOperation
      if (places[micro] === -1 && outcome !== 'fail') unread[key[micro] as number]?.push(micro)
      if (effort.spend(1)) yield effort.steps
      continue
    }
    const elements = listOf(micro)
    if (isPrefix(elements, list.elements)) lengths[micro] = elements.length
    if (effort.spend(1 + elements.length)) yield effort.steps
  }
  return { lists, lengths, places, unread }
}

function describe(
  elements: readonly unknown[],
  read: number,
  written: ReadonlyMap<Identity, number>,
  { operations, transaction }: Transactions,
): ListOrder {
  const { length } = elements
  const appends = new Int32Array(length).fill(-1)
  const before = new Int32Array(length + 1).fill(-1)
  const after = new Int32Array(length + 1).fill(-1)
  const met = new Set<Identity>()
  let firstAborted = Infinity
  let firstGarbage = Infinity
  let firstDuplicate = Infinity
  for (const [at, element] of elements.entries()) {
    const identity = identityOf(element)
    before[at + 1] = before[at] as number
    if (met.has(identity)) {
      firstDuplicate = Math.min(firstDuplicate, at)
      continue
    }
    met.add(identity)
    const append = written.get(identity)
    if (append === undefined) {
      firstGarbage = Math.min(firstGarbage, at)
      continue
    }
    appends[at] = append
    const { outcome } = operations[transaction[append] as number] as HistoryOperation
    if (outcome === 'fail') firstAborted = Math.min(firstAborted, at)
    else before[at + 1] = append
  }
  for (let at = length - 1; at >= 0; at--) {
    const changed = before[at + 1] !== before[at]
    after[at] = (changed ? before[at + 1] : after[at + 1]) as number
  }
  return { elements, read, appends, before, after, firstAborted, firstGarbage, firstDuplicate }
}

export function isPrefix(short: readonly unknown[], long: readonly unknown[]): boolean {
  if (short.length > long.length) return false
  for (let at = 0; at < short.length; at++) if (!same(short[at], long[at])) return false
  return true
}
