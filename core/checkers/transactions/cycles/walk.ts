/**
 * A breadth-first search for the shortest way from one transaction back to itself, within one
 * component of a view. A run of moments counts as one step, since what is ordered by time through
 * others is so directly; so does a version between its reader and who overwrote it.
 */
import type { Effort } from '../effort.ts'
import { sortIntoBuckets } from './buckets.ts'
import { RW, WR, WW } from './dependency-graph.ts'
import type { DependencyGraph } from './dependency-graph.ts'
import type { Components } from './strong-components.ts'
import { countStates, enter, nodeOf } from './view.ts'
import type { View } from './view.ts'

/** `kinds[i]` leads from `transactions[i]` to the next one, the last back to the first. */
export interface Cycle {
  readonly transactions: readonly number[]
  readonly kinds: readonly number[]
}

export class Walk {
  readonly #view: View
  readonly #taken: number
  /** Per state: the number of the search that met it last. */
  readonly #met: Int32Array
  /** Per version: the number of the search that may close with it. */
  readonly #closes: Int32Array
  readonly #parent: Int32Array
  readonly #via: Uint8Array
  readonly #queue: Int32Array
  readonly #overwritten: Overwritten
  readonly #effort: Effort
  #search = 0
  #start = 0
  #component = 0
  #queued = 0

  /** `taken` are the edges that a way may take before it closes; see `CycleKind`. */
  static *prepare(view: View, taken: number, effort: Effort): Generator<number, Walk, void> {
    return new Walk(view, taken, yield* turnAround(view.graph, effort), effort)
  }

  private constructor(view: View, taken: number, overwritten: Overwritten, effort: Effort) {
    const states = countStates(view)
    this.#view = view
    this.#taken = taken
    this.#met = new Int32Array(states)
    this.#closes = new Int32Array(view.graph.nodes)
    this.#parent = new Int32Array(states)
    this.#via = new Uint8Array(states)
    this.#queue = new Int32Array(states)
    this.#overwritten = overwritten
    this.#effort = effort
  }

  /**
   * The shortest cycle that a closing edge into `start` ends, if it has fewer than `limit`
   * transactions. `undefined` also where the effort is spent.
   */
  *close(
    start: number,
    components: Components,
    limit: number,
  ): Generator<number, Cycle | undefined, void> {
    const { graph, nonadjacent, closing } = this.#view
    const entered = nonadjacent ? graph.nodes + start : start
    this.#search++
    this.#start = start
    this.#component = components.of[entered] as number
    this.#queued = 0
    if ((closing & RW) !== 0) {
      const { first, versions } = this.#overwritten
      for (let at = first[start] as number; at < (first[start + 1] as number); at++) {
        if (this.#effort.rest(at)) yield this.#effort.steps
        this.#closes[versions[at] as number] = this.#search
      }
    }
    // Entered once, the start is never met again.
    this.#met[start] = this.#met[entered] = this.#search
    this.#parent[entered] = -1
    this.#queue[this.#queued++] = entered
    let depth = 1
    let levelEnd = this.#queued
    for (let at = 0; at < this.#queued && depth < limit;) {
      const state = this.#queue[at++] as number
      const closed = this.#expand(state, components)
      if (closed !== 0) return yield* this.#cycle(state, closed)
      if (this.#effort.spend(1)) yield this.#effort.steps
      if (this.#effort.exhausted) return undefined
      if (at === levelEnd) {
        depth++
        levelEnd = this.#queued
      }
    }
    return undefined
  }

  /** Meets what `state` leads to; the kind of the edge that leads back to the start, or 0. */
  #expand(state: number, components: Components): number {
    const view = this.#view
    const { graph, closing } = view
    const node = nodeOf(view, state)
    const end = graph.first[node + 1] as number
    const from = graph.first[node] as number
    this.#effort.steps += end - from
    for (let edge = from; edge < end; edge++) {
      const kind = graph.kind[edge] as number
      const to = graph.to[edge] as number
      if ((kind & closing) !== 0 && node !== this.#start) {
        if (to === this.#start) return kind
        const may = kind === RW && (state < graph.nodes || !view.nonadjacent)
        if (may && this.#closes[to] === this.#search) return RW
      }
      if ((kind & this.#taken) === 0) continue
      if (kind === WW || kind === WR) {
        const next = enter(view, state, to, kind)
        if (next >= 0 && components.of[next] === this.#component) this.#meet(next, state, kind)
      } else if (enter(view, state, to, kind) >= 0) {
        this.#pass(to, state, kind, components)
      }
    }
    return 0
  }

  /** Through versions or moments, each once a search, to the transactions behind them. */
  #pass(middle: number, state: number, kind: number, components: Components): void {
    const view = this.#view
    const { graph } = view
    for (let node = middle; node >= 0;) {
      if (this.#met[node] === this.#search || components.of[node] !== this.#component) return
      this.#met[node] = this.#search
      let further = -1
      const end = graph.first[node + 1] as number
      const from = graph.first[node] as number
      this.#effort.steps += end - from
      for (let edge = from; edge < end; edge++) {
        const to = graph.to[edge] as number
        if (to >= graph.transactions) {
          further = to
          continue
        }
        const next = enter(view, state, to, kind)
        if (next >= 0 && components.of[next] === this.#component) this.#meet(next, state, kind)
      }
      node = further
    }
  }

  #meet(state: number, parent: number, kind: number): void {
    const { graph, nonadjacent } = this.#view
    if (this.#met[state] === this.#search) return
    // The first state of a transaction can do all that the second can.
    if (nonadjacent && state >= graph.nodes && this.#met[state - graph.nodes] === this.#search) {
      return
    }
    this.#met[state] = this.#search
    this.#parent[state] = parent
    this.#via[state] = kind
    this.#queue[this.#queued++] = state
  }

  /** `undefined` where the way meets a transaction twice: that is no cycle but two. */
  *#cycle(last: number, closed: number): Generator<number, Cycle | undefined, void> {
    const transactions: number[] = []
    const kinds: number[] = [closed]
    for (let state = last; state >= 0; state = this.#parent[state] as number) {
      if (this.#effort.rest(transactions.push(nodeOf(this.#view, state)))) yield this.#effort.steps
      if ((this.#parent[state] as number) >= 0) kinds.push(this.#via[state] as number)
    }
    if (new Set(transactions).size < transactions.length) return undefined
    return { transactions: transactions.reverse(), kinds: kinds.reverse() }
  }
}

/** The versions that each transaction overwrote: the edges of versions, turned around. */
interface Overwritten {
  readonly first: Int32Array
  readonly versions: Int32Array
}

function* turnAround(
  { transactions, versionsEnd, first, to }: DependencyGraph,
  effort: Effort,
): Generator<number, Overwritten, void> {
  const begin = first[transactions] as number
  const targets = to.subarray(begin, first[versionsEnd])
  const rows = yield* sortIntoBuckets(transactions, targets, effort)
  const from = new Int32Array(targets.length)
  for (let version = transactions; version < versionsEnd; version++) {
    if (effort.rest(version)) yield effort.steps
    from.fill(version, (first[version] as number) - begin, (first[version + 1] as number) - begin)
  }
  const versions = new Int32Array(rows.places.length)
  for (const [place, edge] of rows.places.entries()) {
    if (effort.rest(place)) yield effort.steps
    versions[place] = from[edge] as number
  }
  return { first: rows.first, versions }
}
