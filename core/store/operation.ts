/**
 * The operations of the replicated store, as typed values. A request of a client is foreign
 * data: it is parsed once, before it may enter a log, so that applying it can never throw.
 */
import type { Operation } from '../runtime/machine.ts'

/** What a client may ask of a system that replicates this store. */
export const STORE_OPERATIONS: readonly string[] = [
  'read',
  'write',
  'cas',
  'transfer',
  'open-accounts',
  'open-session',
]

export interface Transfer {
  readonly from: string
  readonly to: string
  readonly amount: number
}

export interface AccountOpening {
  readonly accounts: readonly string[]
  readonly balance: number
}

/**
 * Why `operation` makes no sense, or null where it may be applied. The reasons are errors of a
 * definite failure: `unsupported-operation`, `malformed-operation`.
 */
export function refuseOperation(operation: Operation): string | null {
  switch (operation.f) {
    case 'read':
      return operation.key === undefined || isKey(operation.key) ? null : 'malformed-operation'
    case 'write':
      return isKey(operation.key) ? null : 'malformed-operation'
    case 'cas':
      return isKey(operation.key) && isPair(operation.value) ? null : 'malformed-operation'
    case 'transfer':
      return isTransfer(operation.value) ? null : 'malformed-operation'
    case 'open-accounts':
      return isOpening(operation.value) ? null : 'malformed-operation'
    case 'open-session':
      return null
    default:
      return 'unsupported-operation'
  }
}

function isKey(key: unknown): key is string {
  return typeof key === 'string'
}

export function isPair(value: unknown): value is readonly [unknown, unknown] {
  return Array.isArray(value) && value.length === 2
}

/** A transfer moves a whole number of units, at least zero. */
export function isTransfer(value: unknown): value is Transfer {
  if (typeof value !== 'object' || value === null) return false
  const { from, to, amount } = value as Partial<Transfer>
  return isKey(from) && isKey(to) && Number.isSafeInteger(amount) && (amount as number) >= 0
}

export function isOpening(value: unknown): value is AccountOpening {
  if (typeof value !== 'object' || value === null) return false
  const { accounts, balance } = value as Partial<AccountOpening>
  return Array.isArray(accounts) && accounts.every(isKey) && Number.isSafeInteger(balance)
}

/** Equality of plain data; an absent field equals no value, not even null. */
export function sameValue(left: unknown, right: unknown): boolean {
  if (left === right) return true
  if (typeof left !== 'object' || typeof right !== 'object') return false
  if (left === null || right === null) return false
  if (Array.isArray(left) !== Array.isArray(right)) return false
  const leftKeys = Object.keys(left)
  if (leftKeys.length !== Object.keys(right).length) return false
  const others = right as { readonly [key: string]: unknown }
  for (const key of leftKeys) {
    if (!Object.hasOwn(others, key)) return false
    if (!sameValue((left as { readonly [key: string]: unknown })[key], others[key])) return false
  }
  return true
}
