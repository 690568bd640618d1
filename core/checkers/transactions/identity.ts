/**
 * Keys and values of transactions are any plain data; to be looked up they need an identity.
 * Equal data have equal identities, and the string "1" is another one than the number 1.
 */
import { canonicalText } from '../../base/canonical-text.ts'

export type Identity = string | number | boolean | null

/** What a map can find `value` by. */
export function identityOf(value: unknown): Identity {
  switch (typeof value) {
    case 'number':
    case 'boolean':
      return value
    case 'string':
      return value.startsWith(MARK) ? MARK + value : value
    case 'undefined':
      return null
    default:
      return value === null ? null : MARK + canonicalText(value)
  }
}

/** Before texts that stand for objects, so that no string of a history is taken for one. */
const MARK = '\u0000'

export function same(left: unknown, right: unknown): boolean {
  if (left === right) return true
  if (typeof left !== 'object' || typeof right !== 'object') return false
  return identityOf(left) === identityOf(right)
}
