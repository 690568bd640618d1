/**
 * Words for transactions, keys and values in the sentences of witnesses. The transactions of one
 * case are T1, T2, ... in the order in which the case names them, and the first mention of each
 * says who ran it and where it stands in the history.
 */
import type { HistoryOperation } from '../../history/operation.ts'
import { Teller } from '../witness/teller.ts'
import type { TellerOptions } from '../witness/teller.ts'
import type { Case } from './findings.ts'
import type { Transactions } from './transactions.ts'

const TEXT_MAX = 60

export class Narrator {
  readonly #transactions: Transactions
  readonly #teller: Teller

  constructor(transactions: Transactions, telling: TellerOptions = { timed: false }) {
    this.#transactions = transactions
    this.#teller = new Teller(telling)
  }

  /** Words for a case about these transactions; `transactions` without repetitions. */
  among(transactions: readonly number[]): Told {
    return new Told(this.#transactions, this.#teller, Array.from(new Set(transactions)))
  }
}

export class Told {
  readonly #transactions: Transactions
  readonly #teller: Teller
  readonly #numbers: ReadonlyMap<number, number>
  readonly #mentioned = new Set<number>()

  constructor(transactions: Transactions, teller: Teller, numbered: readonly number[]) {
    this.#transactions = transactions
    this.#teller = teller
    this.#numbers = new Map(numbered.map((transaction, place) => [transaction, place + 1]))
  }

  /** `T1 (process 4, in entry 21)`, and `T1` from then on. */
  name(transaction: number): string {
    const name = `T${this.#numbers.get(transaction) ?? '?'}`
    if (this.#mentioned.has(transaction)) return name
    this.#mentioned.add(transaction)
    const operation = this.#transactions.operations[transaction] as HistoryOperation
    const ended = operation.completedIndex !== Infinity
    const when = ended ? this.#teller.answered(operation) : this.#teller.asked(operation)
    return `${name} (${this.#teller.who(operation)}, ${when})`
  }

  /** The process of a transaction. */
  who(transaction: number): string {
    return this.#teller.who(this.#transactions.operations[transaction] as HistoryOperation)
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
