/**
 * All kinds of cycles in a graph: of each strongly connected component, the shortest cycle of
 * each kind that no other cycle found there implies.
 *
 * Source: Kingsbury and Alvaro, "Elle" (VLDB 2020), section 6, for the order of the search. Elle
 * gives a component up when a search in it takes too long; this one decides whether there is a
 * cycle in linear time for all kinds but G-single, and near it for that.
 */
import { CYCLE_ANOMALIES } from '../anomalies.ts'
import type { AnomalyType, CycleAnomaly } from '../anomalies.ts'
import type { Effort } from '../effort.ts'
import { CYCLE_KINDS } from './cycle-kinds.ts'
import { PROCESS, REALTIME, RW, WR, WW } from './dependency-graph.ts'
import type { DependencyGraph } from './dependency-graph.ts'
import { shortestCycle } from './shortest-cycle.ts'
import { strongComponents } from './strong-components.ts'
import { cutComponents } from './subgraph.ts'
import type { Cycle } from './walk.ts'

export interface FoundCycle {
  readonly type: CycleAnomaly
  readonly cycle: Cycle
}

/** The kinds of orders beyond data that `wanted` anomalies need. */
export function ordersFor(wanted: ReadonlySet<AnomalyType>): number {
  const any = (variant: string): boolean =>
    CYCLE_ANOMALIES.some((type) => type.endsWith(variant) && wanted.has(type))
  return (any('-process') ? PROCESS : 0) | (any('-realtime') ? REALTIME : 0)
}

/** The cycles of the kinds that are `wanted`. What the effort does not suffice for is left out. */
export function* findCycles(
  graph: DependencyGraph,
  wanted: ReadonlySet<AnomalyType>,
  effort: Effort,
): Generator<number, readonly FoundCycle[], void> {
  const found: FoundCycle[] = []
  const whole = yield* componentsOf(graph, WW | WR | RW | PROCESS | REALTIME, effort)
  for (const { graph: part, nodes } of yield* cutComponents(graph, whole, effort)) {
    const cycles = yield* findInComponent(part, wanted, effort)
    for (const { type, cycle } of cycles) {
      const transactions = cycle.transactions.map((node) => nodes[node] as number)
      found.push({ type, cycle: { transactions, kinds: cycle.kinds } })
    }
    if (effort.exhausted) break
  }
  return found
}

function* findInComponent(
  graph: DependencyGraph,
  wanted: ReadonlySet<AnomalyType>,
  effort: Effort,
): Generator<number, readonly FoundCycle[], void> {
  const found: FoundCycle[] = []
  const implied = new Set<string>()
  /** Orders, such as real time, without which there is no cycle at all. */
  const cyclic = new Map<number, boolean>()
  for (const kind of CYCLE_KINDS) {
    if (!wanted.has(kind.type) || implied.has(kind.type)) continue
    const order = kind.taken & (PROCESS | REALTIME)
    let any = cyclic.get(order)
    if (any === undefined) {
      const { sizes } = yield* componentsOf(graph, WW | WR | RW | order, effort)
      any = sizes.some((size) => size > 1)
      cyclic.set(order, any)
    }
    if (!any) continue
    const cycle = yield* shortestCycle(graph, kind, effort)
    if (effort.exhausted && cycle === undefined) break
    if (cycle === undefined) continue
    found.push({ type: kind.type, cycle })
    for (const type of kind.implies) implied.add(type)
  }
  return found
}

function componentsOf(graph: DependencyGraph, allowed: number, effort: Effort) {
  const done = new Uint8Array(graph.transactions)
  return strongComponents({ graph, allowed, nonadjacent: false, closing: 0, done }, effort)
}
