/** What rw-register histories show, by the definitions alone; see `reference.ts`. */
import type { AnomalyType } from '../../../../core/checkers/transactions/anomalies.ts'
import type { TransactionOptions } from '../../../../core/checkers/transactions/index.ts'
import { cyclesOf, hasLostUpdate, orderOf, Relation, union, writerOf } from './reference.ts'
import type { Dependencies, Transaction } from './reference.ts'

/** A value of a key, numbered over all keys; each key starts as null. */
interface Versions {
  readonly size: number
  readonly of: (key: string, value: unknown) => number
  readonly keyOf: readonly string[]
  readonly valueOf: readonly unknown[]
}

export function registerAnomalies(
  transactions: readonly Transaction[],
  options: Partial<TransactionOptions>,
): ReadonlySet<AnomalyType> {
  const versions = versionsIn(transactions)
  const { order, flowOnly, cyclic } = orderVersions(transactions, versions, options)
  const dependencies = dependenciesOf(transactions, versions, order, flowOnly)
  const found = new Set<AnomalyType>(cyclesOf(dependencies, transactions))
  if (cyclic) found.add('cyclic-versions')
  for (const one of transactions) for (const type of shownBy(one, transactions)) found.add(type)
  if (options.whole !== true) found.delete('garbage-read')
  if (hasLostUpdate(transactions)) found.add('lost-update')
  return found
}

function versionsIn(transactions: readonly Transaction[]): Versions {
  const names = new Map<string, number>()
  const keyOf: string[] = []
  const valueOf: unknown[] = []
  const of = (key: string, value: unknown): number => {
    const name = JSON.stringify([key, value])
    const known = names.get(name)
    if (known !== undefined) return known
    names.set(name, keyOf.length)
    keyOf.push(key)
    valueOf.push(value)
    return keyOf.length - 1
  }
  for (const { micros } of transactions) {
    for (const [, key, value] of micros) {
      of(key, null)
      of(key, value)
    }
  }
  return { size: keyOf.length, of, keyOf, valueOf }
}

/** The value that a transaction read before it used the key otherwise, and the one it left. */
function shows({ micros }: Transaction, key: string) {
  const uses = micros.filter(([, k]) => k === key)
  const [first] = uses
  const write = uses.findLast(([f]) => f !== 'r')
  return {
    read: first?.[0] === 'r' ? first : undefined,
    write,
    met: (first?.[0] === 'r' ? first : write)?.[2],
    left: (write ?? first)?.[2],
    used: uses.length > 0,
  }
}

interface VersionOrder {
  /** What is known to come before what. */
  readonly order: Relation
  /** Of these pairs only that who read the first was overwritten by who wrote the second. */
  readonly flowOnly: Relation
  readonly cyclic: boolean
}

function orderVersions(
  transactions: readonly Transaction[],
  versions: Versions,
  options: Partial<TransactionOptions>,
): VersionOrder {
  const { writesFollowReads: follow, sequentialKeys, linearizableKeys } = options
  const keys = Array.from(new Set(versions.keyOf))
  const follows = new Relation(versions.size)
  for (const one of transactions) {
    for (const key of keys) {
      const { read, write } = shows(one, key)
      if (read === undefined || write === undefined) continue
      follows.add(versions.of(key, read[2]), versions.of(key, write[2]))
    }
  }
  const process = orderOf(transactions, (one, other) => one.process === other.process)
  const sources: (readonly [Relation, boolean])[] = [[initialOrder(versions), true]]
  if (follow !== false) sources.push([follows, follow === true])
  if (sequentialKeys === true) sources.push([met(process, transactions, versions), true])
  if (linearizableKeys === true) {
    const realtime = orderOf(transactions, () => true)
    sources.push([met(realtime, transactions, versions), true])
  }
  const order = new Relation(versions.size)
  const flowOnly = new Relation(versions.size)
  let cyclic = false
  for (const [source, assumed] of sources) {
    const closed = union([order, flowOnly, source]).closure()
    const twisted = new Set(versions.keyOf.filter((_, version) => closed.has(version, version)))
    if (assumed && twisted.size > 0) cyclic = true
    for (const [from, to] of source.pairs()) {
      if (twisted.has(versions.keyOf[from] as string)) continue
      if (assumed) order.add(from, to)
      else flowOnly.add(from, to)
    }
  }
  return { order, flowOnly, cyclic }
}

function initialOrder(versions: Versions): Relation {
  const order = new Relation(versions.size)
  for (const [version, key] of versions.keyOf.entries()) order.add(versions.of(key, null), version)
  return order
}

/** What each transaction left of a key comes before what later ones met, and they left. */
function met(
  transactionOrder: Relation,
  transactions: readonly Transaction[],
  versions: Versions,
): Relation {
  const order = new Relation(versions.size)
  for (const key of new Set(versions.keyOf)) {
    for (const one of transactions) {
      const here = shows(one, key)
      if (!here.used || one.outcome === 'fail') continue
      order.add(versions.of(key, here.met), versions.of(key, here.left))
      for (const other of transactions) {
        const there = shows(other, key)
        if (!there.used || !transactionOrder.has(one.place, other.place)) continue
        order.add(versions.of(key, here.left), versions.of(key, there.met))
      }
    }
  }
  return order
}

function dependenciesOf(
  transactions: readonly Transaction[],
  versions: Versions,
  order: Relation,
  flowOnly: Relation,
): Dependencies {
  const ww = new Relation(transactions.length)
  const wr = new Relation(transactions.length)
  const rw = new Relation(transactions.length)
  const wrote = (version: number): readonly Transaction[] => {
    const [key, value] = [versions.keyOf[version] as string, versions.valueOf[version]]
    return transactions.filter((one) => {
      return one.outcome !== 'fail' && shows(one, key).write?.[2] === value && value !== null
    })
  }
  const readers = (version: number): readonly Transaction[] => {
    const [key, value] = [versions.keyOf[version] as string, versions.valueOf[version]]
    return transactions.filter((one) => {
      const { read } = shows(one, key)
      return read !== undefined && read[2] === value
    })
  }
  for (const [from, to] of [...order.pairs(), ...flowOnly.pairs()]) {
    for (const later of wrote(to)) {
      if (order.has(from, to)) for (const one of wrote(from)) ww.add(one.place, later.place)
      for (const one of readers(from)) rw.add(one.place, later.place)
    }
  }
  for (let version = 0; version < versions.size; version++) {
    const [key, value] = [versions.keyOf[version] as string, versions.valueOf[version]]
    const author = value === null ? undefined : writerOf(transactions, key, value)
    if (author === undefined || author.outcome === 'fail') continue
    for (const one of readers(version)) wr.add(author.place, one.place)
  }
  return { ww, wr, rw }
}

/** What the reads of one transaction show by themselves. */
function shownBy(one: Transaction, transactions: readonly Transaction[]): readonly AnomalyType[] {
  const found: AnomalyType[] = []
  const known = new Map<string, unknown>()
  for (const [at, [f, key, value]] of one.micros.entries()) {
    if (f === 'r' && known.has(key) && known.get(key) !== value) found.push('internal')
    known.set(key, value)
    if (f !== 'r' || value === null) continue
    const writer = writerOf(transactions, key, value)
    if (writer === undefined) found.push('garbage-read')
    else if (writer.outcome === 'fail') found.push('G1a')
    else if (writer === one) {
      const later = one.micros.slice(at + 1)
      if (later.some(([g, k, v]) => g !== 'r' && k === key && v === value))
        found.push('future-read')
    } else if (shows(writer, key).write?.[2] !== value) found.push('G1b')
  }
  return found
}
