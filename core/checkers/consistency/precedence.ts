/**
 * Which access must come before which: edges with a reason each, and the past of every access as
 * one number a session ("the first so many of that session"), or a shortest cycle where there is
 * no such order. Vector clocks make "before" a comparison: O(accesses x sessions) in all.
 */
import type { Sliced } from '../property.ts'
import { Pace } from '../pace.ts'
import { filtered } from '../sliced.ts'
import type { Access, AccessHistory } from './accesses.ts'

/** `session`: the process did one before the other. `source`: the read saw the write. */
export type Reason = 'session' | 'source' | 'newer'

export interface Edge {
  readonly from: Access
  readonly to: Access
  readonly reason: Reason
  /** Of `newer`: the read that shows it. */
  readonly shownBy?: Access
}

/** So many sessions are compared within a step. */
const SESSIONS_A_STEP = 16

/** Cycles begin at as many accesses when the shortest is looked for. */
const CYCLE_STARTS_MAX = 64

export class Precedence {
  readonly history: AccessHistory
  readonly #edges: (Edge[] | undefined)[]
  readonly #sessions: number
  #clocks: Int32Array

  /** With the edges that the accesses themselves tell: of sessions, and of what was read. */
  static *of(history: AccessHistory): Sliced<Precedence> {
    const pace = new Pace()
    const order = new Precedence(history)
    for (const session of history.sessions) {
      for (const [place, to] of session.entries()) {
        if (pace.step()) yield pace.steps
        const from = session[place - 1]
        if (from !== undefined) order.add({ from, to, reason: 'session' })
      }
    }
    for (const to of history.accesses) {
      if (pace.step()) yield pace.steps
      if (to.source !== undefined) order.add({ from: to.source, to, reason: 'source' })
    }
    return order
  }

  private constructor(history: AccessHistory) {
    this.history = history
    this.#edges = new Array<Edge[] | undefined>(history.accesses.length)
    this.#sessions = history.sessions.length
    this.#clocks = new Int32Array(0)
  }

  add(edge: Edge): void {
    const edges = (this.#edges[edge.from.id] ??= [])
    edges.push(edge)
  }

  /**
   * Works out the past of every access of `within` (all, where it is absent), which must hold the
   * past of each of its own. Returns a cycle where there is one.
   */
  *settle(within?: Uint8Array): Sliced<readonly Edge[] | undefined> {
    const { accesses } = this.history
    const waiting = new Int32Array(accesses.length)
    const counts = (access: Access) => within === undefined || within[access.id] === 1
    let total = 0
    const pace = new Pace()
    for (const access of accesses) {
      if (pace.step()) yield pace.steps
      if (!counts(access)) continue
      total++
      for (const { to } of this.#edges[access.id] ?? []) {
        if (pace.step()) yield pace.steps
        if (counts(to)) waiting[to.id] = (waiting[to.id] ?? 0) + 1
      }
    }
    const width = this.#sessions
    const clocks = (this.#clocks = new Int32Array(accesses.length * width))
    const isFree = (access: Access) => counts(access) && waiting[access.id] === 0
    const ready = [...(yield* filtered(accesses, isFree, pace))]
    let done = 0
    for (let access = ready.pop(); access !== undefined; access = ready.pop()) {
      const at = access.id * width
      clocks[at + access.session] = access.place + 1
      for (const { to } of this.#edges[access.id] ?? []) {
        if (pace.step(Math.ceil(width / SESSIONS_A_STEP))) yield pace.steps
        if (!counts(to)) continue
        const there = to.id * width
        for (let session = 0; session < width; session++) {
          const past = clocks[at + session] as number
          if (past > (clocks[there + session] as number)) clocks[there + session] = past
        }
        const left = (waiting[to.id] ?? 0) - 1
        waiting[to.id] = left
        if (left === 0) ready.push(to)
      }
      done++
      if (pace.step()) yield pace.steps
    }
    if (done === total) return undefined
    const isStuck = (access: Access) => counts(access) && (waiting[access.id] ?? 0) > 0
    return yield* this.#shortestCycle(yield* filtered(accesses, isStuck, pace))
  }

  /** How many accesses of the session come before `access`, itself included. */
  past(access: Access, session: number): number {
    return this.#clocks[access.id * this.#sessions + session] as number
  }

  /** Whether `from` must come before `to`. */
  before(from: Access, to: Access): boolean {
    return from !== to && this.past(to, from.session) > from.place
  }

  /** All that must come before `access`, and itself. */
  *pastOf(access: Access): Sliced<Uint8Array> {
    const pace = new Pace()
    const marks = new Uint8Array(this.history.accesses.length)
    for (const [session, accesses] of this.history.sessions.entries()) {
      const count = this.past(access, session)
      for (let place = 0; place < count; place++) {
        if (pace.step()) yield pace.steps
        marks[(accesses[place] as Access).id] = 1
      }
    }
    return marks
  }

  /** The fewest edges that lead from one to the other. */
  *path(from: Access, to: Access): Sliced<readonly Edge[]> {
    return (yield* this.#search(from, to, undefined)) ?? []
  }

  /** Every access of `candidates` waits for one of them, so there is a cycle among them. */
  *#shortestCycle(candidates: readonly Access[]): Sliced<readonly Edge[]> {
    const among = new Set(candidates)
    let shortest: readonly Edge[] | undefined
    for (const access of candidates.slice(0, CYCLE_STARTS_MAX)) {
      const cycle = yield* this.#search(access, access, among)
      if (cycle && (shortest === undefined || cycle.length < shortest.length)) shortest = cycle
    }
    if (shortest !== undefined) return shortest
    for (const access of candidates.slice(CYCLE_STARTS_MAX)) {
      const cycle = yield* this.#search(access, access, among)
      if (cycle !== undefined) return cycle
    }
    return []
  }

  *#search(
    from: Access,
    to: Access,
    among: Set<Access> | undefined,
  ): Sliced<readonly Edge[] | undefined> {
    const pace = new Pace()
    const arrivals = new Map<Access, Edge>()
    let frontier: Access[] = [from]
    while (frontier.length > 0) {
      const next: Access[] = []
      for (const access of frontier) {
        for (const edge of this.#edges[access.id] ?? []) {
          if (pace.step()) yield pace.steps
          if (arrivals.has(edge.to) || (among && !among.has(edge.to))) continue
          arrivals.set(edge.to, edge)
          if (edge.to === to) return traceBack(arrivals, from, to)
          next.push(edge.to)
        }
      }
      frontier = next
    }
    return undefined
  }
}

function traceBack(arrivals: ReadonlyMap<Access, Edge>, from: Access, to: Access): readonly Edge[] {
  const edges: Edge[] = []
  let access = to
  do {
    const edge = arrivals.get(access) as Edge
    edges.push(edge)
    access = edge.from
  } while (access !== from)
  return edges.reverse()
}
