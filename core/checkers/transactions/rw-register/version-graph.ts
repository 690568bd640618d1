/**
 * Puts the sources of version orders together, one after the other. Where one makes the versions
 * of a key go round in a circle, that is an anomaly, `cyclic-versions`, and what that source says
 * of the key is left out: from a contradiction anything would follow. A source that nobody assumed
 * contradicts itself only where a G1c says so already.
 */
import { CYCLE_KINDS } from '../cycles/cycle-kinds.ts'
import type { CycleKind } from '../cycles/cycle-kinds.ts'
import { GraphBuilder, WW } from '../cycles/dependency-graph.ts'
import { shortestCycle } from '../cycles/shortest-cycle.ts'
import { strongComponents } from '../cycles/strong-components.ts'
import { cutComponents } from '../cycles/subgraph.ts'
import type { Effort } from '../effort.ts'
import type { Registers } from './registers.ts'
import type { VersionEdges } from './version-edges.ts'

export interface VersionCycle {
  /** Each comes before the next one, and the last before the first. */
  readonly versions: readonly number[]
  /** The sources that were believed when it showed, the last of them to blame. */
  readonly sources: readonly VersionEdges[]
}

export interface VersionGraph {
  readonly edges: readonly VersionEdges[]
  readonly cycles: readonly VersionCycle[]
}

export function* combineVersions(
  registers: Registers,
  sources: readonly VersionEdges[],
  effort: Effort,
): Generator<number, VersionGraph, void> {
  const believed: VersionEdges[] = []
  const cycles: VersionCycle[] = []
  for (const source of sources) {
    const found = yield* cyclesOf(registers, [...believed, source], effort)
    if (source.assumed) {
      for (const versions of found) cycles.push({ versions, sources: [...believed, source] })
    }
    const contradicted = new Set(found.map(([version]) => registers.keyOf[version as number]))
    believed.push(contradicted.size === 0 ? source : without(source, contradicted, registers))
  }
  return { edges: believed, cycles }
}

/** A shortest cycle of each component of versions. */
function* cyclesOf(
  { valueOf }: Registers,
  sources: readonly VersionEdges[],
  effort: Effort,
): Generator<number, readonly (readonly number[])[], void> {
  const builder = new GraphBuilder(valueOf.length, 0)
  for (const { from, to } of sources) {
    for (let place = 0; place < from.length; place++) {
      builder.addEdge(from[place] as number, to[place] as number, WW)
      if (effort.spend(1)) yield effort.steps
    }
  }
  const graph = yield* builder.finish(effort)
  const done = new Uint8Array(valueOf.length)
  const view = { graph, allowed: WW, nonadjacent: false, closing: 0, done }
  const components = yield* strongComponents(view, effort)
  const found: (readonly number[])[] = []
  for (const part of yield* cutComponents(graph, components, effort)) {
    const cycle = yield* shortestCycle(part.graph, CYCLE_KINDS[0] as CycleKind, effort)
    if (cycle !== undefined)
      found.push(cycle.transactions.map((node) => part.nodes[node] as number))
  }
  return found
}

function without(
  source: VersionEdges,
  keys: ReadonlySet<number | undefined>,
  { keyOf }: Registers,
): VersionEdges {
  const kept = Array.from(source.from.keys()).filter(
    (place) => !keys.has(keyOf[source.from[place] as number]),
  )
  const pick = (column: readonly number[]): number[] => kept.map((place) => column[place] as number)
  const { from, to, earlier, later } = source
  return {
    ...source,
    from: pick(from),
    to: pick(to),
    earlier: pick(earlier),
    later: pick(later),
  }
}
