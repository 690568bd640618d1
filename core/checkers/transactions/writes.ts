/**
 * Who wrote what: each value of a key is written once in a history, or else nothing can be told
 * from reading it. A history that writes a value twice is refused.
 */
import type { HistoryOperation } from '../../history/operation.ts'
import type { Effort } from './effort.ts'
import { identityOf } from './identity.ts'
import type { Identity } from './identity.ts'
import type { Transactions } from './transactions.ts'

export interface Writes {
  /** Per key: from a value to the micro-operation that wrote it. */
  readonly byKey: readonly Map<Identity, number>[]
  /** Per micro-operation: whether it is the last write of its key in its transaction. */
  readonly final: Uint8Array
}

export type WritesIndexing =
  | { readonly ok: true; readonly writes: Writes }
  | { readonly ok: false; readonly message: string; readonly operation: HistoryOperation }

export function* indexWrites(
  transactions: Transactions,
  effort: Effort,
): Generator<number, WritesIndexing, void> {
  const { operations, transaction, writes, key, value, keys } = transactions
  const byKey = keys.map(() => new Map<Identity, number>())
  const final = new Uint8Array(key.length)
  /** Per key: the last transaction, from the end, that was seen to write it. */
  const lastWriter = new Int32Array(keys.length).fill(-1)
  for (let micro = 0; micro < key.length; micro++) {
    if (effort.spend(1)) yield effort.steps
    if (writes[micro] === 0) continue
    const place = key[micro] as number
    const identity = identityOf(value[micro])
    const written = byKey[place] as Map<Identity, number>
    if (written.has(identity)) {
      const operation = operations[transaction[micro] as number] as HistoryOperation
      const what = `${JSON.stringify(value[micro])} is written to ${JSON.stringify(keys[place])}`
      return { ok: false, message: `${what} twice: a read cannot tell which was seen`, operation }
    }
    written.set(identity, micro)
  }
  for (let micro = key.length - 1; micro >= 0; micro--) {
    if (writes[micro] === 0) continue
    const place = key[micro] as number
    if (lastWriter[place] === transaction[micro]) continue
    lastWriter[place] = transaction[micro] as number
    final[micro] = 1
  }
  return { ok: true, writes: { byKey, final } }
}
