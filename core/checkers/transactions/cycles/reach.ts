/**
 * Which transactions can lead back to themselves by exactly one closing `RW` edge: decided for
 * 32 of them at once, one bit each, in one pass over the graph. It keeps the search for G-single
 * from trying each of them in vain where a large component has no such cycle.
 */
import type { Effort } from '../effort.ts'
import { sortIntoBuckets } from './buckets.ts'
import { RW } from './dependency-graph.ts'
import type { DependencyGraph } from './dependency-graph.ts'
import { strongComponents } from './strong-components.ts'

/**
 * Those of `starts` that some transaction reaches back to: it is reached from the start over edges
 * of `taken` and reads a version that the start overwrote. One may be named that is its own only
 * such reader. `undefined` where the effort is spent.
 */
export function* closable(
  graph: DependencyGraph,
  starts: readonly number[],
  taken: number,
  effort: Effort,
): Generator<number, readonly number[] | undefined, void> {
  const { nodes, versionsEnd, transactions, first, to, kind } = graph
  const done = new Uint8Array(transactions)
  const view = { graph, allowed: taken, nonadjacent: false, closing: 0, done }
  const { of, sizes } = yield* strongComponents(view, effort)
  // Edges lead from high components to low ones.
  const order = (yield* sortIntoBuckets(sizes.length, of, effort)).places.reverse()
  /** Per component: the starts of this round that lead to it. */
  const reached = new Int32Array(sizes.length)
  const versions = new Int32Array(nodes)
  const found: number[] = []
  for (let begin = 0; begin < starts.length; begin += 32) {
    const round = starts.slice(begin, begin + 32)
    reached.fill(0)
    versions.fill(0)
    const seeds = new Map(round.map((start, bit) => [start, 1 << bit]))
    for (const [start, bit] of seeds) {
      const component = of[start] as number
      if ((sizes[component] as number) > 1) add(reached, component, bit)
    }
    for (const [place, node] of order.entries()) {
      if (effort.rest(place)) yield effort.steps
      const bits = (reached[of[node] as number] as number) | (seeds.get(node) ?? 0)
      if (bits === 0) continue
      for (let edge = first[node] as number; edge < (first[node + 1] as number); edge++) {
        const target = to[edge] as number
        if ((kind[edge] as number) === RW) {
          // A start that reads what it overwrites has not come back by that.
          const seen = reached[of[node] as number] as number
          add(versions, target, seen)
        } else if (((kind[edge] as number) & taken) !== 0) {
          add(reached, of[target] as number, bits)
        }
      }
    }
    if (effort.spend(nodes + to.length)) yield effort.steps
    if (effort.exhausted) return undefined
    let came = 0
    for (let version = transactions; version < versionsEnd; version++) {
      if (effort.rest(version)) yield effort.steps
      const bits = versions[version] as number
      if (bits === 0) continue
      for (let edge = first[version] as number; edge < (first[version + 1] as number); edge++) {
        came |= bits & (seeds.get(to[edge] as number) ?? 0)
      }
    }
    for (const [bit, start] of round.entries()) if ((came & (1 << bit)) !== 0) found.push(start)
  }
  return found
}

function add(bits: Int32Array, place: number, more: number): void {
  bits[place] = (bits[place] as number) | more
}
