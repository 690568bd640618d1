/**
 * The search for cycles in small random graphs against all simple cycles that there are, and in
 * large ones against what is known of them.
 */
import { expect, it } from 'vitest'
import { Prng } from '../../../../core/base/prng.ts'
import { finish } from '../../../../core/checkers/property.ts'
import { CYCLE_ANOMALIES, impliedBy } from '../../../../core/checkers/transactions/anomalies.ts'
import type { AnomalyType } from '../../../../core/checkers/transactions/anomalies.ts'
import {
  GraphBuilder,
  RW,
  WR,
  WW,
} from '../../../../core/checkers/transactions/cycles/dependency-graph.ts'
import type { DependencyGraph } from '../../../../core/checkers/transactions/cycles/dependency-graph.ts'
import { findCycles } from '../../../../core/checkers/transactions/cycles/find-cycles.ts'
import { closable } from '../../../../core/checkers/transactions/cycles/reach.ts'
import { Effort } from '../../../../core/checkers/transactions/effort.ts'

const ALL: ReadonlySet<AnomalyType> = new Set(CYCLE_ANOMALIES)

interface Pair {
  readonly from: number
  readonly to: number
  readonly kind: number
}

const build = (builder: GraphBuilder): DependencyGraph => finish(builder.finish(effort()))
const effort = (): Effort => new Effort(1e9)
const search = (graph: DependencyGraph) => finish(findCycles(graph, ALL, effort()))

function randomPairs(prng: Prng, transactions: number): readonly Pair[] {
  return Array.from({ length: prng.integer(2, transactions * 3) }, () => ({
    from: prng.integer(0, transactions - 1),
    to: prng.integer(0, transactions - 1),
    kind: prng.pick([WW, WR, RW, RW]),
  })).filter(({ from, to }) => from !== to)
}

/** Each `RW` pair takes a version of its own. */
function graphOf(transactions: number, pairs: readonly Pair[]): DependencyGraph {
  const builder = new GraphBuilder(transactions, pairs.length)
  for (const [at, { from, to, kind }] of pairs.entries()) {
    if (kind !== RW) builder.addEdge(from, to, kind)
    else {
      builder.addEdge(from, transactions + at, RW)
      builder.addEdge(transactions + at, to, RW)
    }
  }
  return build(builder)
}

/** Per name, the length of the shortest simple cycle, each pair by any of its kinds. */
function shortestByName(transactions: number, pairs: readonly Pair[]): ReadonlyMap<string, number> {
  const shortest = new Map<string, number>()
  const walk = (start: number, at: number, met: readonly number[], kinds: readonly number[]) => {
    for (const { from, to, kind } of pairs) {
      if (from !== at || to < start) continue
      if (to === start) {
        const name = nameOf([...kinds, kind])
        shortest.set(name, Math.min(shortest.get(name) ?? Infinity, kinds.length + 1))
      } else if (!met.includes(to)) {
        walk(start, to, [...met, to], [...kinds, kind])
      }
    }
  }
  for (let start = 0; start < transactions; start++) walk(start, start, [start], [])
  return shortest
}

function nameOf(kinds: readonly number[]): string {
  const rw = kinds.filter((kind) => kind === RW).length
  const touching = kinds.some((kind, at) => kind === RW && kinds[(at + 1) % kinds.length] === RW)
  if (rw === 0) return kinds.includes(WR) ? 'G1c' : 'G0'
  if (rw === 1) return 'G-single'
  return touching ? 'G2-item' : 'G-nonadjacent'
}

it('finds the shortest cycle of each kind that nothing worse implies', () => {
  const prng = new Prng('graphs')
  const seen = new Map<string, number>()
  for (let round = 0; round < 3000; round++) {
    const transactions = prng.integer(2, 6)
    const pairs = randomPairs(prng, transactions)
    const all = shortestByName(transactions, pairs)
    const found = search(graphOf(transactions, pairs))
    const types = new Set(found.map(({ type }) => type as string))
    for (const type of ['G0', 'G1c', 'G-single', 'G-nonadjacent', 'G2-item'] as const) {
      const lengths = found
        .filter((one) => one.type === type)
        .map(({ cycle }) => cycle.transactions.length)
      const implied = Array.from(types).some(
        (other) => other !== type && impliedBy(other as AnomalyType).has(type),
      )
      const around = types.has('G0') || types.has('G1c')
      const least = all.get(type)
      const why = `${round} ${type}: ${JSON.stringify(pairs)}`
      if (lengths.length > 0) {
        seen.set(type, (seen.get(type) ?? 0) + 1)
        expect(least, why).toBeDefined()
        if (!implied) expect(Math.min(...lengths), why).toBeGreaterThanOrEqual(least ?? 0)
        if (types.size === 1) expect(Math.min(...lengths), why).toBe(least)
      } else if (least !== undefined && !implied && !around) {
        expect.fail(`missed ${why}`)
      }
    }
  }
  expect(Array.from(seen.keys()).sort()).toEqual([
    'G-nonadjacent',
    'G-single',
    'G0',
    'G1c',
    'G2-item',
  ])
})

it('decides for all starts at once whether they close, as one by one', () => {
  const prng = new Prng('closable')
  for (let round = 0; round < 300; round++) {
    const transactions = prng.integer(2, 40)
    const pairs = randomPairs(prng, transactions)
    const starts = Array.from({ length: transactions }, (_, at) => at)
    const told = finish(closable(graphOf(transactions, pairs), starts, WW | WR, effort()))
    const right = starts.filter((start) => {
      const reached = new Set([start])
      for (const one of reached) {
        for (const { from, to, kind } of pairs) if (from === one && kind !== RW) reached.add(to)
      }
      return pairs.some(({ from, to, kind }) => kind === RW && to === start && reached.has(from))
    })
    expect(told).toEqual(right)
  }
})

it('takes linear time for one ring of all transactions', () => {
  const transactions = 20_000
  const pairs = Array.from({ length: transactions }, (_, from) => {
    return { from, to: (from + 1) % transactions, kind: RW }
  })
  const spent = effort()
  const found = finish(findCycles(graphOf(transactions, pairs), ALL, spent))
  expect(found.map(({ type, cycle }) => [type, cycle.transactions.length])).toEqual([
    ['G2-item', transactions],
  ])
  expect(spent.steps).toBeLessThan(transactions * 200)
})

it('finds the one short cycle in a component of ten thousand', () => {
  const transactions = 10_000
  const ring = Array.from({ length: transactions }, (_, from) => {
    return { from, to: (from + 1) % transactions, kind: from % 5 === 0 ? RW : WW }
  })
  const back = { from: 7003, to: 7000, kind: WR }
  const found = search(graphOf(transactions, [...ring, back, { from: 400, to: 399, kind: RW }]))
  expect(found.map(({ type, cycle }) => [type, cycle.transactions])).toEqual([
    ['G-single', [399, 400]],
  ])
})
