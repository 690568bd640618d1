/**
 * Every property that a history can be held against by itself, by the names of
 * `faultline check --model`: the sequential objects, transactions, and what asks for less.
 */
import { bankTotalsProperty } from './accounting/bank-totals.ts'
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
  bankTotalsProperty,
]

/** Names that Knossos, Jepsen and Maelstrom have for what is here under another one. */
const OTHER_NAMES: { readonly [name: string]: string } = {
  register: 'cas-register',
  mutex: 'lock',
  'owner-aware-mutex': 'owned-lock',
  'fifo-queue': 'queue',
  'lin-kv': 'kv',
  broadcast: 'set-full',
  'g-set': 'set-full',
  kafka: 'kafka-log',
  append: 'list-append',
  'txn-list-append': 'list-append',
  wr: 'rw-register',
  'txn-rw-register': 'rw-register',
}

/** The property of that name, or of the one that others have for it. */
export function findProperty(name: string): HistoryProperty | undefined {
  const own = Object.hasOwn(OTHER_NAMES, name) ? OTHER_NAMES[name] : name
  return PROPERTIES.find((property) => property.name === own)
}

/** What others call the property of that name. */
export function otherNamesOf(name: string): readonly string[] {
  return Object.keys(OTHER_NAMES).filter((other) => OTHER_NAMES[other] === name)
}
