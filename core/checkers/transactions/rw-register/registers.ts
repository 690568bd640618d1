/**
 * What each transaction of an rw-register history shows to the others: of each key the first value
 * that it read before it wrote, and the last value that it wrote. All between is its own affair.
 *
 * Versions are numbered over all keys; version 0 of a key is the state before any write.
 */
import type { HistoryOperation } from '../../../history/operation.ts'
import { makeMany, type Effort } from '../effort.ts'
import { identityOf } from '../identity.ts'
import type { Identity } from '../identity.ts'
import type { Transactions } from '../transactions.ts'
import type { Writes } from '../writes.ts'

export interface Registers {
  /** Per micro-operation: whether others can see it, or it saw others. */
  readonly external: Uint8Array
  /** Per micro-operation: the version that it wrote or read. */
  readonly version: Int32Array
  /** Per version: the key, */
  readonly keyOf: Int32Array
  /** the micro-operation that wrote it, -1 where nobody did, */
  readonly writer: Int32Array
  /** and its value. */
  readonly valueOf: readonly unknown[]
  /** Per key: the version before any write. */
  readonly initial: Int32Array
}

/** `initial` is the value that every key has before any write. */
export function* readRegisters(
  transactions: Transactions,
  { byKey, final, repeated }: Writes,
  initial: unknown,
  effort: Effort,
): Generator<number, Registers, void> {
  const { transaction, writes, key, value, keys } = transactions
  const versions = yield* makeMany(keys.length, () => new Map<Identity, number>(), effort)
  const keyOf: number[] = []
  const writer: number[] = []
  const valueOf: unknown[] = []
  const add = (place: number, one: unknown, wrote: number): number => {
    keyOf.push(place)
    writer.push(wrote)
    valueOf.push(one)
    return valueOf.length - 1
  }
  const number = (place: number, one: unknown): number => {
    const identity = identityOf(one)
    const known = versions[place]?.get(identity)
    if (known !== undefined) return known
    const version = add(place, one, byKey[place]?.get(identity) ?? -1)
    versions[place]?.set(identity, version)
    return version
  }
  const first = new Int32Array(keys.length)
  for (let place = 0; place < keys.length; place++) {
    if (effort.rest(place)) yield effort.steps
    first[place] = number(place, initial)
  }
  const version = new Int32Array(key.length)
  const external = final.slice()
  /** Per key: the transaction that was seen last to use it. */
  const met = new Int32Array(keys.length).fill(-1)
  for (let micro = 0; micro < key.length; micro++) {
    const place = key[micro] as number
    version[micro] = repeated.has(micro)
      ? add(place, value[micro], micro)
      : number(place, value[micro])
    if (writes[micro] === 0 && met[place] !== transaction[micro]) external[micro] = 1
    met[place] = transaction[micro] as number
    if (effort.spend(1)) yield effort.steps
  }
  return {
    external,
    version,
    keyOf: new Int32Array(keyOf),
    writer: new Int32Array(writer),
    valueOf,
    initial: first,
  }
}

/** The outcome of whoever wrote a version; `none` where nobody did. */
export function outcomeOf(
  { operations, transaction }: Transactions,
  { writer }: Registers,
  version: number,
): HistoryOperation['outcome'] | 'none' {
  const micro = writer[version] as number
  if (micro < 0) return 'none'
  return (operations[transaction[micro] as number] as HistoryOperation).outcome
}
