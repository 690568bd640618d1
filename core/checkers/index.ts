/**
 * The checkers that every system can be held to, in the order in which lists show them. What a
 * system promises beyond its histories it brings along (`System.invariants`).
 */
import { ACCOUNTING } from './accounting/index.ts'
import { bankTotals } from './bank-totals.ts'
import type { Checker } from './checker.ts'
import { CONSISTENCY } from './consistency/index.ts'
import { converged } from './converged.ts'
import { linearizable } from './linearizable.ts'
import { propertyChecker } from './property-checker.ts'
import { TRANSACTION_PROPERTIES } from './transactions/index.ts'

export const CHECKERS: readonly Checker[] = [
  linearizable,
  bankTotals,
  converged,
  ...[...CONSISTENCY, ...TRANSACTION_PROPERTIES, ...ACCOUNTING].map(propertyChecker),
]

/** The checker of that name; `undefined` where there is none. */
export function findChecker(name: string): Checker | undefined {
  return CHECKERS.find((checker) => checker.name === name)
}
