/**
 * The orders that transactions have by themselves, whatever they read and wrote: real time, and
 * the order of each process. Both are added to the graph as chains of moments.
 *
 * Only what was acknowledged has ended: a transaction with an unknown outcome may take effect at
 * any time after it began. Failed ones are in no order.
 */
import type { HistoryOperation } from '../../../history/operation.ts'
import type { Effort } from '../effort.ts'
import { PROCESS, REALTIME } from './dependency-graph.ts'
import type { GraphBuilder } from './dependency-graph.ts'

/** Adds the order of real time. `operations` are in the order of their invocations. */
export function* addRealtime(
  builder: GraphBuilder,
  operations: readonly HistoryOperation[],
  effort: Effort,
): Generator<number, void, void> {
  const chain = new Chain(builder, REALTIME)
  yield* sweep(operations, effort, {
    began: (place) => chain.began(place),
    ended: (place) => chain.ended(place),
  })
}

/** Adds the order of each process. */
export function* addProcessOrder(
  builder: GraphBuilder,
  operations: readonly HistoryOperation[],
  effort: Effort,
): Generator<number, void, void> {
  const chains = new Map<number, Chain>()
  for (const [place, { process, outcome }] of operations.entries()) {
    if (effort.spend(2)) yield effort.steps
    if (outcome === 'fail') continue
    let chain = chains.get(process)
    if (chain === undefined) chains.set(process, (chain = new Chain(builder, PROCESS)))
    chain.began(place)
    if (outcome === 'ok') chain.ended(place)
  }
}

/**
 * Goes through time: tells where each transaction that did not fail began, and where each
 * acknowledged one ended before another began. `operations` are in the order of their invocations.
 */
export function* sweep(
  operations: readonly HistoryOperation[],
  effort: Effort,
  tell: { began(place: number): void; ended(place: number): void },
): Generator<number, void, void> {
  const endings = new Endings(operations)
  for (let place = 0; place < operations.length; place++) {
    if (effort.spend(2)) yield effort.steps
    const { index, outcome } = operations[place] as HistoryOperation
    if (outcome === 'fail') continue
    for (let ended = endings.before(index); ended >= 0; ended = endings.before(index)) {
      tell.ended(ended)
    }
    tell.began(place)
    if (outcome === 'ok') endings.add(place)
  }
}

/** Open transactions, the one that ends first at the top of a binary heap. */
class Endings {
  readonly #operations: readonly HistoryOperation[]
  readonly #heap: number[] = []

  constructor(operations: readonly HistoryOperation[]) {
    this.#operations = operations
  }

  add(place: number): void {
    const heap = this.#heap
    let at = heap.length
    heap.push(place)
    while (at > 0) {
      const parent = (at - 1) >> 1
      if (this.#end(heap[parent]) <= this.#end(place)) break
      heap[at] = heap[parent] as number
      at = parent
    }
    heap[at] = place
  }

  /** Takes the first one that ended before the event `index`; -1 where none did. */
  before(index: number): number {
    const heap = this.#heap
    const first = heap[0]
    if (first === undefined || this.#end(first) > index) return -1
    const last = heap.pop() as number
    if (heap.length === 0) return first
    let at = 0
    for (let child = 1; child < heap.length; child = 2 * at + 1) {
      if (this.#end(heap[child + 1]) < this.#end(heap[child])) child++
      if (this.#end(heap[child]) >= this.#end(last)) break
      heap[at] = heap[child] as number
      at = child
    }
    heap[at] = last
    return first
  }

  #end(place: number | undefined): number {
    return place === undefined ? Infinity : (this.#operations[place]?.completedIndex ?? Infinity)
  }
}

class Chain {
  readonly #builder: GraphBuilder
  readonly #kind: number
  #moment = -1
  /** Whether something began after the last moment, so that what ends now needs a new one. */
  #passed = false

  constructor(builder: GraphBuilder, kind: number) {
    this.#builder = builder
    this.#kind = kind
  }

  ended(transaction: number): void {
    if (this.#moment < 0 || this.#passed) {
      const moment = this.#builder.addMoment()
      if (this.#moment >= 0) this.#builder.addEdge(this.#moment, moment, this.#kind)
      this.#moment = moment
      this.#passed = false
    }
    this.#builder.addEdge(transaction, this.#moment, this.#kind)
  }

  began(transaction: number): void {
    if (this.#moment < 0) return
    this.#passed = true
    this.#builder.addEdge(this.#moment, transaction, this.#kind)
  }
}
