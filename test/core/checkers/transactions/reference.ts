/**
 * The definitions once more, written down as plainly as they are said and without a thought for
 * time: every pair of transactions that must come in an order, by each kind of reason, and each
 * anomaly as a question about these pairs. It shares nothing with the checker but names.
 *
 * A cycle is looked for as a closed walk. That may have the name of a weaker anomaly than the
 * cycles that it is made of, and never rules out more than they do.
 */
import type { AnomalyType } from '../../../../core/checkers/transactions/anomalies.ts'
import type { HistoryOperation } from '../../../../core/history/operation.ts'
import type { Micro } from './story.ts'

export interface Transaction {
  readonly place: number
  readonly outcome: HistoryOperation['outcome']
  readonly process: number
  readonly index: number
  readonly endIndex: number
  /** Without the reads that nobody answered. */
  readonly micros: readonly Micro[]
}

export function transactionsOf(operations: readonly HistoryOperation[]): readonly Transaction[] {
  return operations.map((operation, place) => {
    const { outcome, process, index, completedIndex, input, output } = operation
    const micros = (outcome === 'ok' ? output : input) as readonly Micro[]
    return {
      place,
      outcome,
      process,
      index,
      endIndex: completedIndex,
      micros: micros.filter(([f]) => f !== 'r' || outcome === 'ok'),
    }
  })
}

/** `has(a, b)`: a must come before b. */
export class Relation {
  readonly #rows: boolean[][]

  constructor(size: number) {
    this.#rows = Array.from({ length: size }, () => Array.from({ length: size }, () => false))
  }

  get size(): number {
    return this.#rows.length
  }

  has(from: number, to: number): boolean {
    return this.#rows[from]?.[to] === true
  }

  add(from: number, to: number): void {
    if (from !== to) (this.#rows[from] as boolean[])[to] = true
  }

  /** With pairs from a place to itself, where others lead back. */
  closure(): Relation {
    const closed = union([this])
    const every = Array.from(this.#rows.keys())
    for (const middle of every) {
      for (const from of every) {
        if (!closed.has(from, middle)) continue
        for (const to of every) {
          if (closed.has(middle, to)) (closed.#rows[from] as boolean[])[to] = true
        }
      }
    }
    return closed
  }

  get cyclic(): boolean {
    const closed = this.closure()
    return this.#rows.some((_, place) => closed.has(place, place))
  }

  pairs(): readonly (readonly [number, number])[] {
    return this.#rows.flatMap((row, from) =>
      row.flatMap((has, to) => (has ? [[from, to] as const] : [])),
    )
  }
}

export function union(relations: readonly Relation[]): Relation {
  const all = new Relation(relations[0]?.size ?? 0)
  for (const one of relations) for (const [from, to] of one.pairs()) all.add(from, to)
  return all
}

export interface Dependencies {
  readonly ww: Relation
  readonly wr: Relation
  readonly rw: Relation
}

/** The names of the cycles that there are, with each order. */
export function cyclesOf(
  { ww, wr, rw }: Dependencies,
  transactions: readonly Transaction[],
): ReadonlySet<AnomalyType> {
  const orders = [
    ['', new Relation(transactions.length)],
    ['-process', orderOf(transactions, (one, other) => one.process === other.process)],
    ['-realtime', orderOf(transactions, () => true)],
  ] as const
  const found = new Set<AnomalyType>()
  for (const [variant, order] of orders) {
    const flow = union([ww, wr, order])
    const after = flow.closure()
    if (union([ww, order]).cyclic) found.add(`G0${variant}`)
    if (flow.cyclic) found.add(`G1c${variant}`)
    if (rw.pairs().some(([from, to]) => after.has(to, from))) found.add(`G-single${variant}`)
    if (hasNonadjacent(flow, rw)) found.add(`G-nonadjacent${variant}`)
    if (union([flow, rw]).cyclic) found.add(`G2-item${variant}`)
  }
  return found
}

/** Whether steps of `flow`, each with one of `rw` behind it or none, lead back to where they began. */
function hasNonadjacent(flow: Relation, rw: Relation): boolean {
  const steps = union([flow])
  for (const [from, middle] of flow.pairs()) {
    for (const [start, to] of rw.pairs()) {
      if (start !== middle) continue
      if (to === from) return true
      steps.add(from, to)
    }
  }
  return steps.cyclic
}

export function orderOf(
  transactions: readonly Transaction[],
  related: (one: Transaction, other: Transaction) => boolean,
): Relation {
  const order = new Relation(transactions.length)
  for (const one of transactions) {
    for (const other of transactions) {
      if (one.outcome !== 'ok' || other.outcome === 'fail') continue
      if (one.endIndex < other.index && related(one, other)) order.add(one.place, other.place)
    }
  }
  return order
}

/** Who wrote a value of a key; there is at most one. */
export function writerOf(
  transactions: readonly Transaction[],
  key: string,
  value: unknown,
): Transaction | undefined {
  return transactions.find(({ micros }) =>
    micros.some(([f, k, v]) => f !== 'r' && k === key && v === value),
  )
}

/** Two acknowledged transactions whose first access of a key read the same, and both wrote it. */
export function hasLostUpdate(transactions: readonly Transaction[]): boolean {
  const updates = transactions.flatMap(({ outcome, micros }) =>
    outcome !== 'ok'
      ? []
      : Array.from(new Set(micros.map(([, key]) => key))).flatMap((key) => {
          const [first, ...more] = micros.filter(([, k]) => k === key)
          const updated = first?.[0] === 'r' && more.some(([f]) => f !== 'r')
          return updated ? [JSON.stringify([key, first[2] ?? []])] : []
        }),
  )
  return new Set(updates).size < updates.length
}
