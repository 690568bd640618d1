/** What the accounts of a bank workload held when the run began. */
import type { Recording } from './checker.ts'

/**
 * Balances by account, from the options `accounts` and `balance`; `undefined` where the options
 * do not say. Accounts are named `a0`, `a1`, ....
 */
export function openedBalances({
  options,
}: Recording['workload']): { readonly [account: string]: number } | undefined {
  const { accounts, balance } = options
  if (typeof accounts !== 'number' || typeof balance !== 'number') return undefined
  return Object.fromEntries(Array.from({ length: accounts }, (_, place) => [`a${place}`, balance]))
}
