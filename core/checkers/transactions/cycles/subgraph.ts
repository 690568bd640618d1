/** Cuts a graph into its components, each a graph of its own that can be searched alone. */
import type { Effort } from '../effort.ts'
import type { DependencyGraph } from './dependency-graph.ts'
import type { Components } from './strong-components.ts'

export interface Subgraph {
  readonly graph: DependencyGraph
  /** For each node of it, the node of the whole graph. */
  readonly nodes: Int32Array
}

/** The components with more than one transaction, in the order of their first transactions. */
export function* cutComponents(
  graph: DependencyGraph,
  { of, sizes }: Components,
  effort: Effort,
): Generator<number, readonly Subgraph[], void> {
  const members = new Map<number, number[]>()
  for (let node = 0; node < graph.nodes; node++) {
    if (effort.spend(1)) yield effort.steps
    const component = of[node] as number
    if (component < 0 || (sizes[component] as number) < 2) continue
    const list = members.get(component)
    if (list === undefined) members.set(component, [node])
    else list.push(node)
  }
  /** The place of a node within its component. */
  const places = new Int32Array(graph.nodes)
  const parts: Subgraph[] = []
  for (const [component, nodes] of members) {
    for (const [place, node] of nodes.entries()) {
      if (effort.rest(place)) yield effort.steps
      places[node] = place
    }
    const first = new Int32Array(nodes.length + 1)
    const to: number[] = []
    const kind: number[] = []
    for (const [place, node] of nodes.entries()) {
      first[place] = to.length
      const end = graph.first[node + 1] as number
      for (let edge = graph.first[node] as number; edge < end; edge++) {
        const target = graph.to[edge] as number
        if (of[target] !== component) continue
        to.push(places[target] as number)
        kind.push(graph.kind[edge] as number)
      }
      if (effort.spend(1 + end - (graph.first[node] as number))) yield effort.steps
    }
    first[nodes.length] = to.length
    const below = (limit: number): number => countBelow(nodes, limit)
    parts.push({
      graph: {
        transactions: below(graph.transactions),
        versionsEnd: below(graph.versionsEnd),
        nodes: nodes.length,
        first,
        to: new Int32Array(to),
        kind: new Uint8Array(kind),
      },
      nodes: new Int32Array(nodes),
    })
  }
  return parts
}

/** How many of the numbers, which ascend, are below `limit`. */
function countBelow(ascending: readonly number[], limit: number): number {
  let low = 0
  let high = ascending.length
  while (low < high) {
    const middle = (low + high) >> 1
    if ((ascending[middle] as number) < limit) low = middle + 1
    else high = middle
  }
  return low
}
