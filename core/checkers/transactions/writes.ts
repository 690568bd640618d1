/**
 * Who wrote what: each value of a key is written once in a history, or else nothing can be told
 * from reading it. A history that appends a value twice, or reads one that was written twice, is
 * refused.
 */
import type { HistoryOperation } from '../../history/operation.ts'
import { makeMany, type Effort } from './effort.ts'
import { identityOf } from './identity.ts'
import type { Identity } from './identity.ts'
import type { Transactions } from './transactions.ts'

export interface Writes {
  /** Per key: from a value to the micro-operation that wrote it. */
  readonly byKey: readonly Map<Identity, number>[]
  /** Per micro-operation: whether it is the last write of its key in its transaction. */
  readonly final: Uint8Array
  /** Micro-operations that wrote what another one had written, and nobody read. */
  readonly repeated: ReadonlySet<number>
}

export type WritesIndexing =
  | { readonly ok: true; readonly writes: Writes }
  | { readonly ok: false; readonly message: string; readonly operation: HistoryOperation }

/** `unreadRepeat`: whether a value may be written twice where nobody reads it. */
export function* indexWrites(
  transactions: Transactions,
  unreadRepeat: boolean,
  effort: Effort,
): Generator<number, WritesIndexing, void> {
  const { writes, key, value, keys } = transactions
  const byKey = yield* makeMany(keys.length, () => new Map<Identity, number>(), effort)
  const repeated = new Map<number, Set<Identity>>()
  const repeats = new Set<number>()
  for (let micro = 0; micro < key.length; micro++) {
    if (effort.spend(1)) yield effort.steps
    if (writes[micro] === 0) continue
    const place = key[micro] as number
    const identity = identityOf(value[micro])
    const written = byKey[place] as Map<Identity, number>
    if (!written.has(identity)) {
      written.set(identity, micro)
      continue
    }
    if (!unreadRepeat) return writtenTwice(transactions, micro)
    repeats.add(micro)
    const known = repeated.get(place)
    if (known === undefined) repeated.set(place, new Set([identity]))
    else known.add(identity)
  }
  for (let micro = 0; repeats.size > 0 && micro < key.length; micro++) {
    if (effort.spend(1)) yield effort.steps
    if (writes[micro] === 1) continue
    const values = repeated.get(key[micro] as number)
    if (values?.has(identityOf(value[micro])) === true) return writtenTwice(transactions, micro)
  }
  return {
    ok: true,
    writes: { byKey, final: yield* lastWrites(transactions, effort), repeated: repeats },
  }
}

function* lastWrites(
  { transaction, writes, key, keys }: Transactions,
  effort: Effort,
): Generator<number, Uint8Array, void> {
  const final = new Uint8Array(key.length)
  /** Per key: the last transaction, from the end, that was seen to write it. */
  const lastWriter = new Int32Array(keys.length).fill(-1)
  for (let micro = key.length - 1; micro >= 0; micro--) {
    if (effort.rest(micro)) yield effort.steps
    if (writes[micro] === 0) continue
    const place = key[micro] as number
    if (lastWriter[place] === transaction[micro]) continue
    lastWriter[place] = transaction[micro] as number
    final[micro] = 1
  }
  return final
}

function writtenTwice(
  { operations, transaction, key, value, keys }: Transactions,
  micro: number,
): WritesIndexing {
  const operation = operations[transaction[micro] as number] as HistoryOperation
  const what = `${JSON.stringify(value[micro])} is written to`
  const where = JSON.stringify(keys[key[micro] as number])
  const message = `${what} ${where} twice: a read cannot tell which was seen`
  return { ok: false, message, operation }
}
