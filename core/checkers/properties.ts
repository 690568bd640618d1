/**
 * Every property that a history can be held against by itself, by the names of
 * `faultline check --model`: the sequential objects, transactions, and what asks for less.
 */
import { ACCOUNTING } from './accounting/index.ts'
import { CONSISTENCY } from './consistency/index.ts'
import { linearizabilityProperties } from './linearizability/judge.ts'
import type { HistoryProperty } from './property.ts'
import { TRANSACTION_PROPERTIES } from './transactions/index.ts'

export const PROPERTIES: readonly HistoryProperty[] = [
  ...linearizabilityProperties,
  ...TRANSACTION_PROPERTIES,
  ...CONSISTENCY,
  ...ACCOUNTING,
]

export function findProperty(name: string): HistoryProperty | undefined {
  return PROPERTIES.find((property) => property.name === name)
}
