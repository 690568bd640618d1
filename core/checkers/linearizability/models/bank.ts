/**
 * Accounts with balances: `transfer` {from, to, amount} between two of them, and `read` of all
 * balances at once, or of one account by its key. No balance may become negative: an
 * acknowledged transfer was covered.
 *
 * The accounts are opened before the history, by the option `initial`: {account: balance}. An
 * `open-accounts` within the history opens those that are not there yet.
 */
import { canonicalText } from '../../../base/canonical-text.ts'
import { defineModel } from '../define-model.ts'
import type { HistoryOperation } from '../../../history/operation.ts'
import type { Meaning, Model, ModelSpecification } from '../model.ts'

type Balances = { readonly [account: string]: number }

type Step =
  | { readonly kind: 'open'; readonly accounts: readonly string[]; readonly balance: number }
  | { readonly kind: 'transfer'; readonly from: string; readonly to: string; amount: number }
  | { readonly kind: 'read-all'; readonly balances: string }
  | { readonly kind: 'read-one'; readonly account: string; readonly balance: number | null }

export const bankSpecification: ModelSpecification<Balances, Step> = {
  name: 'bank',
  summary: 'accounts: transfer {from, to, amount}, read (all balances, or one by key)',
  operations: ['open-accounts', 'transfer', 'read'],
  perKey: false,
  initial: (options) => {
    const initial = options.initial ?? {}
    return isBalances(initial) ? initial : undefined
  },
  lacks: (operations, { initial }) => {
    if (initial !== undefined) return undefined
    for (const { f } of operations) if (f === 'open-accounts') return undefined
    return 'nothing says what the accounts held at first; bank-totals judges without that'
  },
  read: readStep,
  apply,
  stateKey: canonicalText,
  stepKey: canonicalText,
}

export const bank: Model = defineModel(bankSpecification)

function apply(state: Balances, step: Step): Balances | undefined {
  switch (step.kind) {
    case 'open': {
      const opened = step.accounts.filter((account) => !Object.hasOwn(state, account))
      if (opened.length === 0) return state
      return { ...state, ...Object.fromEntries(opened.map((name) => [name, step.balance])) }
    }
    case 'transfer': {
      const { from, to, amount } = step
      const source = balanceOf(state, from)
      const target = balanceOf(state, to)
      if (source === undefined || target === undefined || source < amount) return undefined
      if (from === to) return state
      return { ...state, [from]: source - amount, [to]: target + amount }
    }
    case 'read-all':
      return canonicalText(state) === step.balances ? state : undefined
    case 'read-one':
      return (balanceOf(state, step.account) ?? null) === step.balance ? state : undefined
  }
}

function balanceOf(state: Balances, account: string): number | undefined {
  return Object.hasOwn(state, account) ? state[account] : undefined
}

function readStep(operation: HistoryOperation): Meaning<Step> {
  const { f, key, input, output, outcome } = operation
  if (f === 'transfer') {
    const { from, to, amount } = (input ?? {}) as { readonly [field: string]: unknown }
    if (!isAccount(from) || !isAccount(to) || !Number.isSafeInteger(amount)) {
      return unsupported('a transfer is {from, to, amount} with a whole amount')
    }
    const step = {
      kind: 'transfer',
      from: `${from}`,
      to: `${to}`,
      amount: amount as number,
    } as const
    return { kind: 'step', readOnly: false, step }
  }
  if (f === 'open-accounts') {
    const { accounts, balance } = (input ?? {}) as { readonly [field: string]: unknown }
    if (!Array.isArray(accounts) || !accounts.every(isAccount) || !Number.isSafeInteger(balance)) {
      return unsupported('open-accounts is {accounts, balance}')
    }
    const step = {
      kind: 'open',
      accounts: accounts.map(String),
      balance: balance as number,
    } as const
    return { kind: 'step', readOnly: false, step }
  }
  if (outcome === 'info') return { kind: 'nothing' }
  if (key !== undefined) {
    const balance = output ?? null
    if (balance !== null && typeof balance !== 'number') return unsupported('a balance is a number')
    return { kind: 'step', readOnly: true, step: { kind: 'read-one', account: key, balance } }
  }
  if (!isBalances(output)) return unsupported('a read answers with {account: balance}')
  const step = { kind: 'read-all', balances: canonicalText(output) } as const
  return { kind: 'step', readOnly: true, step }
}

export function isBalances(value: unknown): value is Balances {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return false
  return Object.values(value).every((balance) => typeof balance === 'number')
}

function isAccount(name: unknown): name is string | number {
  return typeof name === 'string' || typeof name === 'number'
}

function unsupported(message: string): Meaning<Step> {
  return { kind: 'unsupported', message }
}
