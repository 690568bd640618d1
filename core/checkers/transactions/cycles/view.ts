/**
 * The part of a graph in which one kind of cycle is looked for: which edges may be taken, and in
 * which order. Where two `RW` edges may not follow each other, a transaction has two states, one
 * for having been entered by such an edge: a walk in the states is a walk that keeps the rule.
 */
import { RW } from './dependency-graph.ts'
import type { DependencyGraph } from './dependency-graph.ts'

export interface View {
  readonly graph: DependencyGraph
  /** Kinds of edges that may be taken. */
  readonly allowed: number
  /** Whether no two `RW` edges may follow each other. */
  readonly nonadjacent: boolean
  /** Kinds of edges of which each cycle has at least one. */
  readonly closing: number
  /** Transactions into which no edge of a closing kind leads any more. */
  readonly done: Uint8Array
}

/** How many states the view has: nodes, and the second state of each transaction. */
export function countStates({ graph, nonadjacent }: View): number {
  return graph.nodes + (nonadjacent ? graph.transactions : 0)
}

/** The node of a state. */
export function nodeOf(view: View, state: number): number {
  return state < view.graph.nodes ? state : state - view.graph.nodes
}

/** The state in which an edge of `kind` from `from` to the node `to` ends; -1 where none may. */
export function enter(view: View, from: number, to: number, kind: number): number {
  if ((kind & view.allowed) === 0) return -1
  const { graph } = view
  if (to >= graph.transactions) {
    // From the second state, no further RW edge.
    return kind === RW && from >= graph.nodes ? -1 : to
  }
  if (view.done[to] === 1 && (kind & view.closing) !== 0) return -1
  return kind === RW && view.nonadjacent ? graph.nodes + to : to
}
