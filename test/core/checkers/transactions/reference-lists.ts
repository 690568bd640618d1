/** What list-append histories show, by the definitions alone; see `reference.ts`. */
import type { AnomalyType } from '../../../../core/checkers/transactions/anomalies.ts'
import { cyclesOf, hasLostUpdate, Relation, writerOf } from './reference.ts'
import type { Dependencies, Transaction } from './reference.ts'

type List = readonly unknown[]

export function listAnomalies(transactions: readonly Transaction[]): ReadonlySet<AnomalyType> {
  const found = new Set<AnomalyType>(cyclesOf(dependenciesOf(transactions), transactions))
  for (const { micros } of transactions) {
    for (const [f, key, value] of micros) {
      if (f === 'r') for (const type of shownBy(key, value as List, transactions)) found.add(type)
    }
  }
  for (const one of transactions) {
    for (const type of shownWithin(one)) found.add(type)
    if (readsMiddle(one, transactions)) found.add('G1b')
  }
  for (const key of keysOf(transactions)) {
    if (hasDirtyUpdate(key, transactions)) found.add('dirty-update')
  }
  if (hasLostUpdate(transactions)) found.add('lost-update')
  return found
}

function keysOf(transactions: readonly Transaction[]): readonly string[] {
  return Array.from(new Set(transactions.flatMap(({ micros }) => micros.map(([, key]) => key))))
}

function readsOf(key: string, transactions: readonly Transaction[]): readonly List[] {
  return transactions.flatMap(({ micros }) =>
    micros.flatMap(([f, k, value]) => (f === 'r' && k === key ? [value as List] : [])),
  )
}

/** The first of the longest lists that were read. */
function longest(key: string, transactions: readonly Transaction[]): List {
  return readsOf(key, transactions).reduce(
    (best, list) => (list.length > best.length ? list : best),
    [],
  )
}

const begins = (short: List, long: List): boolean =>
  short.length <= long.length && short.every((element, at) => element === long[at])

/** Without repetitions and without what cannot have taken effect. */
function effective(key: string, list: List, transactions: readonly Transaction[]): List {
  return Array.from(new Set(list)).filter((element) => {
    const writer = writerOf(transactions, key, element)
    return writer !== undefined && writer.outcome !== 'fail'
  })
}

function dependenciesOf(transactions: readonly Transaction[]): Dependencies {
  const ww = new Relation(transactions.length)
  const wr = new Relation(transactions.length)
  const rw = new Relation(transactions.length)
  for (const key of keysOf(transactions)) {
    const whole = longest(key, transactions)
    const order = effective(key, whole, transactions)
    const unread = transactions.flatMap(({ micros, outcome }) =>
      micros.flatMap(([f, k, v]) =>
        f !== 'r' && k === key && outcome !== 'fail' && !order.includes(v) ? [v] : [],
      ),
    )
    const place = (element: unknown) => writerOf(transactions, key, element)?.place ?? -1
    for (const [at, element] of order.entries()) {
      for (const later of [...order.slice(at + 1), ...unread]) ww.add(place(element), place(later))
    }
    for (const one of transactions) {
      for (const [f, k, value] of one.micros) {
        if (f !== 'r' || k !== key) continue
        const seen = effective(key, value as List, transactions)
        const last = seen.at(-1)
        if (last !== undefined) wr.add(place(last), one.place)
        if (!begins(value as List, whole) || (last !== undefined && place(last) === one.place)) {
          continue
        }
        const next = order.slice(seen.length, seen.length + 1)
        for (const later of next.length > 0 ? next : unread) rw.add(one.place, place(later))
      }
    }
  }
  return { ww, wr, rw }
}

function shownBy(
  key: string,
  list: List,
  transactions: readonly Transaction[],
): readonly AnomalyType[] {
  const writers = list.map((element) => writerOf(transactions, key, element))
  const found: AnomalyType[] = []
  if (writers.includes(undefined)) found.push('garbage-read')
  if (writers.some((writer) => writer?.outcome === 'fail')) found.push('G1a')
  if (new Set(list).size < list.length) found.push('duplicate-elements')
  if (!begins(list, longest(key, transactions))) found.push('incompatible-order')
  return found
}

/** A read that ends with an append which was not the last one of another transaction. */
function readsMiddle(one: Transaction, transactions: readonly Transaction[]): boolean {
  return one.micros.some(([f, key, value]) => {
    if (f !== 'r') return false
    const last = (value as List).at(-1)
    const writer = last === undefined ? undefined : writerOf(transactions, key, last)
    if (writer === undefined || writer === one || writer.outcome === 'fail') return false
    const appends = writer.micros.filter(([g, k]) => g !== 'r' && k === key)
    return appends.at(-1)?.[2] !== last
  })
}

/** What a transaction read against what it had read and appended, and will append. */
function shownWithin({ outcome, micros }: Transaction): readonly AnomalyType[] {
  if (outcome !== 'ok') return []
  const found: AnomalyType[] = []
  const known = new Map<string, { prefix: List | undefined; own: List }>()
  for (const [at, [f, key, value]] of micros.entries()) {
    const state = known.get(key) ?? { prefix: undefined, own: [] }
    if (f !== 'r') {
      known.set(key, { ...state, own: [...state.own, value] })
      continue
    }
    const list = value as List
    const start = list.length - state.own.length
    const rightEnd = begins(state.own, list.slice(Math.max(start, 0))) && start >= 0
    const rightStart =
      state.prefix === undefined ||
      (state.prefix.length === start && begins(state.prefix, list.slice(0, start)))
    if (known.has(key) && !(rightEnd && rightStart)) found.push('internal')
    known.set(key, { prefix: list, own: [] })
    const later = micros.slice(at + 1).filter(([g, k]) => g !== 'r' && k === key)
    if (later.some(([, , own]) => list.includes(own))) found.push('future-read')
  }
  return found
}

/** What a failed transaction appended, with an acknowledged one's append anywhere behind it. */
function hasDirtyUpdate(key: string, transactions: readonly Transaction[]): boolean {
  const outcomes = Array.from(new Set(longest(key, transactions))).map(
    (element) => writerOf(transactions, key, element)?.outcome,
  )
  const first = outcomes.indexOf('fail')
  return first >= 0 && outcomes.slice(first).includes('ok')
}
