/**
 * The shortest cycle of one kind in a graph. Every such cycle ends with a closing edge into some
 * transaction; from each of those in turn the shortest way back is searched, never farther than
 * the best that is known. A transaction that was tried is left out from then on, and components
 * are computed anew when the searches have cost more than that does: what falls apart is not
 * searched again, so that one ring of all transactions takes linear time and not quadratic.
 *
 * When the effort for making it shorter is used up, the shortest so far is the answer.
 */
import type { Effort } from '../effort.ts'
import type { CycleKind } from './cycle-kinds.ts'
import type { DependencyGraph } from './dependency-graph.ts'
import { closable } from './reach.ts'
import { strongComponents } from './strong-components.ts'
import type { Components } from './strong-components.ts'
import { enter } from './view.ts'
import type { View } from './view.ts'
import { Walk } from './walk.ts'
import type { Cycle } from './walk.ts'

/** Searching on for a shorter cycle, per edge of the graph. */
const SHORTEN_STEPS_PER_EDGE = 200

/** Searches in vain before it is found out which of them can succeed, per edge of the graph. */
const VAIN_STEPS_PER_EDGE = 32

/** `undefined` where there is none, or where the effort is spent before one is found. */
export function* shortestCycle(
  graph: DependencyGraph,
  { taken, closing, nonadjacent, lengthMin }: CycleKind,
  effort: Effort,
): Generator<number, Cycle | undefined, void> {
  const done = new Uint8Array(graph.transactions)
  const view: View = { graph, allowed: taken | closing, nonadjacent, closing, done }
  const edges = graph.nodes + graph.to.length
  let components = yield* strongComponents(view, effort)
  let starts = yield* closingStarts(view, components, effort)
  if (starts.length === 0) return undefined
  const walk = yield* Walk.prepare(view, taken, effort)
  /** One closing edge and no other of its kind: only then may starts be hopeless. */
  let hopeless = (taken & closing) === 0
  let best: Cycle | undefined
  const begun = effort.steps
  let computedAt = effort.steps
  for (let place = 0; place < starts.length; place++) {
    if (effort.rest(place)) yield effort.steps
    const start = starts[place] as number
    if (!inCycle(view, components, start)) continue
    const limit = best?.transactions.length ?? Infinity
    best = (yield* walk.close(start, components, limit)) ?? best
    if (effort.exhausted || best?.transactions.length === lengthMin) break
    done[start] = 1
    const spent = effort.steps - begun
    if (best !== undefined && spent > edges * SHORTEN_STEPS_PER_EDGE) break
    if (best === undefined && hopeless && spent > edges * VAIN_STEPS_PER_EDGE) {
      starts = (yield* closable(graph, starts.slice(place + 1), taken, effort)) ?? []
      place = -1
      hopeless = false
    }
    if (effort.steps - computedAt > 2 * edges) {
      components = yield* strongComponents(view, effort)
      computedAt = effort.steps
    }
  }
  return best
}

/** The transactions into which a closing edge leads that lies in a component, in their order. */
function* closingStarts(
  view: View,
  components: Components,
  effort: Effort,
): Generator<number, readonly number[], void> {
  const { graph, closing } = view
  const isStart = new Uint8Array(graph.transactions)
  for (let node = 0; node < graph.versionsEnd; node++) {
    const component = components.of[node] as number
    if (effort.spend(1)) yield effort.steps
    if (component < 0 || (components.sizes[component] as number) < 2) continue
    for (let edge = graph.first[node] as number; edge < (graph.first[node + 1] as number); edge++) {
      const to = graph.to[edge] as number
      const kind = graph.kind[edge] as number
      if (to >= graph.transactions || (kind & closing) === 0) continue
      if (components.of[enter(view, node, to, kind)] === component) isStart[to] = 1
    }
  }
  const starts: number[] = []
  for (const [transaction, is] of isStart.entries()) {
    if (effort.rest(transaction)) yield effort.steps
    if (is === 1) starts.push(transaction)
  }
  return starts
}

/** Whether a transaction is still in a component with others, entered as a closing edge would. */
function inCycle(view: View, components: Components, start: number): boolean {
  const entered = view.nonadjacent ? view.graph.nodes + start : start
  const component = components.of[entered] as number
  return component >= 0 && (components.sizes[component] as number) > 1
}
