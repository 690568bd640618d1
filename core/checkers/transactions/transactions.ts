/**
 * The transactions of a history, laid out for analysis: each operation is one transaction, and
 * its micro-operations `[f key value]` stand one after the other in flat columns.
 *
 * What an unknown transaction wrote it may have written; what it read nobody knows. A failed one
 * wrote nothing, so that a read of what it wrote is an anomaly. Reads that nobody answered are
 * left out.
 *
 * It judges nothing, and refuses what is no transaction. The conventions are those of Jepsen's
 * `list-append` and `rw-register` workloads.
 */
import type { HistoryOperation } from '../../history/operation.ts'
import type { Effort } from './effort.ts'
import { identityOf } from './identity.ts'
import type { Identity } from './identity.ts'

export interface Transactions {
  /** A transaction is known by its place in here. */
  readonly operations: readonly HistoryOperation[]
  /** Where the micro-operations of transaction `t` begin; those of `t + 1` begin where they end. */
  readonly first: Int32Array
  /** Of each micro-operation: its transaction, */
  readonly transaction: Int32Array
  /** whether it wrote, */
  readonly writes: Uint8Array
  /** the place of its key in `keys`, */
  readonly key: Int32Array
  /** and what it wrote or read. A list that was read is an array. */
  readonly value: readonly unknown[]
  /** The keys as the history spells them, in the order in which it first names them. */
  readonly keys: readonly unknown[]
}

export interface Dialect {
  /** The name of a write: `append`, `w`. */
  readonly write: string
  /** Whether what is read is a list. */
  readonly lists: boolean
}

export type TransactionsReading =
  | { readonly ok: true; readonly transactions: Transactions }
  | { readonly ok: false; readonly message: string; readonly operation: HistoryOperation }

export function* readTransactions(
  operations: readonly HistoryOperation[],
  dialect: Dialect,
  effort: Effort,
): Generator<number, TransactionsReading, void> {
  const columns = new Columns(operations.length)
  for (const [place, operation] of operations.entries()) {
    const problem = readOne(operation, place, dialect, columns)
    if (problem !== undefined) return { ok: false, message: problem, operation }
    if (effort.spend(1 + columns.count - (columns.first[place] as number))) yield effort.steps
  }
  return { ok: true, transactions: columns.finish(operations) }
}

/** Adds one transaction to `columns`; what is wrong with it, if anything is. */
function readOne(
  operation: HistoryOperation,
  place: number,
  dialect: Dialect,
  columns: Columns,
): string | undefined {
  columns.first[place] = columns.count
  const { input, output, outcome } = operation
  const answered = outcome === 'ok' && Array.isArray(output)
  const list: unknown = answered ? output : input
  if (!Array.isArray(list)) return `the value is not a list of micro-operations: ${brief(list)}`
  for (const micro of list as readonly unknown[]) {
    const problem = readMicro(micro, place, answered, dialect, columns)
    if (problem !== undefined) return problem
  }
  return undefined
}

function readMicro(
  micro: unknown,
  place: number,
  answered: boolean,
  dialect: Dialect,
  columns: Columns,
): string | undefined {
  const { write } = dialect
  if (!Array.isArray(micro)) return `${brief(micro)} is no micro-operation [f key value]`
  const [name, key, value] = micro as readonly unknown[]
  const f = typeof name === 'string' && name.startsWith(':') ? name.slice(1) : name
  if (f === write) {
    columns.add(place, true, key, value ?? null)
    return undefined
  }
  if (f !== 'r') return `${brief(micro)} is neither [r key value] nor [${write} key value]`
  if (!answered) return undefined
  if (!dialect.lists) columns.add(place, false, key, value ?? null)
  else if (value === null || value === undefined) columns.add(place, false, key, [])
  else if (Array.isArray(value)) columns.add(place, false, key, value)
  else return `${brief(micro)} reads what is not a list`
  return undefined
}

function brief(value: unknown): string {
  const text = JSON.stringify(value) ?? 'nothing'
  return text.length > 60 ? `${text.slice(0, 57)}...` : text
}

class Columns {
  count = 0
  readonly first: Int32Array
  readonly #transaction: number[] = []
  readonly #writes: number[] = []
  readonly #key: number[] = []
  readonly #value: unknown[] = []
  readonly #keys: unknown[] = []
  readonly #keyPlaces = new Map<Identity, number>()

  constructor(transactions: number) {
    this.first = new Int32Array(transactions + 1)
  }

  add(transaction: number, writes: boolean, key: unknown, value: unknown): void {
    const identity = identityOf(key)
    let place = this.#keyPlaces.get(identity)
    if (place === undefined) {
      place = this.#keys.length
      this.#keys.push(key)
      this.#keyPlaces.set(identity, place)
    }
    this.#transaction.push(transaction)
    this.#writes.push(writes ? 1 : 0)
    this.#key.push(place)
    this.#value.push(value)
    this.count++
  }

  finish(operations: readonly HistoryOperation[]): Transactions {
    this.first[operations.length] = this.count
    return {
      operations,
      first: this.first,
      transaction: new Int32Array(this.#transaction),
      writes: new Uint8Array(this.#writes),
      key: new Int32Array(this.#key),
      value: this.#value,
      keys: this.#keys,
    }
  }
}
