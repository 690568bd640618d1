/**
 * The checkers that every system can be held to, in the order in which lists show them. What a
 * system promises beyond its histories it brings along (`System.invariants`).
 */
import { bankTotals } from './bank-totals.ts'
import type { Checker } from './checker.ts'
import { converged } from './converged.ts'
import { linearizable } from './linearizable.ts'

export const CHECKERS: readonly Checker[] = [linearizable, bankTotals, converged]

/** The checker of that name; `undefined` where there is none. */
export function findChecker(name: string): Checker | undefined {
  return CHECKERS.find((checker) => checker.name === name)
}
