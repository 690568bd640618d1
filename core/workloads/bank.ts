/**
 * Clients move money between accounts and read all balances at once. Whatever happens, the total
 * stays what it was when the accounts were opened. The idea is that of Jepsen's bank test.
 */
import { assert } from '../base/assert.ts'
import type { Prng } from '../base/prng.ts'
import type { Operation } from '../runtime/machine.ts'
import { CLIENT_SETTINGS } from './client-settings.ts'
import { integerOption, integerSchema } from './option.ts'
import type { Generator, GeneratorOrder, Workload } from './workload.ts'

const OPTIONS = {
  accounts: integerSchema({ least: 2, most: 10_000, otherwise: 5, says: 'how many accounts' }),
  balance: integerSchema({
    least: 1,
    most: 1_000_000_000,
    otherwise: 100,
    says: 'what each account is opened with',
  }),
  transfers: integerSchema({ least: 0, most: 1000, otherwise: 3, says: 'weight of transfers' }),
  reads: integerSchema({ least: 0, most: 1000, otherwise: 1, says: 'weight of reads' }),
}

export const bank: Workload = {
  kind: 'bank',
  summary: 'transfers between accounts, and reads of all balances; the total never changes',
  options: {
    type: 'object',
    additionalProperties: false,
    properties: { ...OPTIONS, ...CLIENT_SETTINGS },
  },
  operations: ['open-accounts', 'transfer', 'read'],
  checks: ['bank-totals'],
  generator: (order) => new BankGenerator(order),
}

/** The name of account `index`, from 0. */
export function accountName(index: number): string {
  return `a${index}`
}

class BankGenerator implements Generator {
  readonly #prng: Prng
  readonly #accounts: readonly string[]
  readonly #balance: number
  readonly #transfers: number
  readonly #reads: number

  constructor(order: GeneratorOrder) {
    this.#prng = order.prng
    const accounts = integerOption(order.options, 'accounts', OPTIONS.accounts)
    this.#accounts = Array.from({ length: accounts }, (_, index) => accountName(index))
    this.#balance = integerOption(order.options, 'balance', OPTIONS.balance)
    this.#transfers = integerOption(order.options, 'transfers', OPTIONS.transfers)
    this.#reads = integerOption(order.options, 'reads', OPTIONS.reads)
    assert(this.#transfers + this.#reads > 0, 'a bank workload without operations')
  }

  /** Opening is idempotent: an account that is there keeps its balance. */
  setup(): readonly Operation[] {
    return [{ f: 'open-accounts', value: { accounts: this.#accounts, balance: this.#balance } }]
  }

  next(): Operation {
    if (this.#prng.integer(1, this.#transfers + this.#reads) > this.#transfers) return { f: 'read' }
    const last = this.#accounts.length - 1
    const from = this.#prng.integer(0, last)
    const to = (from + this.#prng.integer(1, last)) % this.#accounts.length
    const amount = this.#prng.integer(1, Math.max(1, Math.floor(this.#balance / 5)))
    return { f: 'transfer', value: { from: accountName(from), to: accountName(to), amount } }
  }

  final(): readonly Operation[] {
    return [{ f: 'read' }]
  }
}
