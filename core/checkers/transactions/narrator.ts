/**
 * Words for transactions, keys and values in the sentences of witnesses. The transactions of one
 * case are T1, T2, ... in the order in which the case names them, and the first mention of each
 * says who ran it and where it stands in the history.
 */
import type { HistoryOperation } from '../../history/operation.ts'
import type { Case } from './findings.ts'
import type { Transactions } from './transactions.ts'

const TEXT_MAX = 60

export class Narrator {
  readonly #transactions: Transactions

  constructor(transactions: Transactions) {
    this.#transactions = transactions
  }

  /** Words for a case about these transactions; `transactions` without repetitions. */
  among(transactions: readonly number[]): Told {
    return new Told(this.#transactions, Array.from(new Set(transactions)))
  }
}

export class Told {
  readonly #transactions: Transactions
  readonly #numbers: ReadonlyMap<number, number>
  readonly #mentioned = new Set<number>()

  constructor(transactions: Transactions, numbered: readonly number[]) {
    this.#transactions = transactions
    this.#numbers = new Map(numbered.map((transaction, place) => [transaction, place + 1]))
  }

  /** `T1 (process 4, entry 21)`, and `T1` from then on. */
  name(transaction: number): string {
    const name = `T${this.#numbers.get(transaction) ?? '?'}`
    if (this.#mentioned.has(transaction)) return name
    this.#mentioned.add(transaction)
    const operation = this.#transactions.operations[transaction] as HistoryOperation
    const { process, index, completedIndex } = operation
    return `${name} (process ${process}, entry ${completedIndex === Infinity ? index : completedIndex})`
  }

  key(place: number): string {
    const key = this.#transactions.keys[place]
    return typeof key === 'string' ? key : this.value(key)
  }

  value(value: unknown): string {
    const text = JSON.stringify(value ?? null)
    if (text.length <= TEXT_MAX) return text
    return `${text.slice(0, TEXT_MAX / 2)}...${text.slice(-TEXT_MAX / 2)}`
  }

  finish(sentence: string): Case {
    return { sentence, transactions: Array.from(this.#numbers.keys()) }
  }
}
