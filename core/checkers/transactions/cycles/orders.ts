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
  const completions = completionsInOrder(operations)
  const chain = new Chain(builder, REALTIME)
  let next = 0
  for (const [place, { index, outcome }] of operations.entries()) {
    if (effort.spend(2)) yield effort.steps
    if (outcome === 'fail') continue
    for (; next < completions.length; next++) {
      const ended = completions[next] as number
      if ((operations[ended] as HistoryOperation).completedIndex > index) break
      chain.ended(ended)
    }
    chain.began(place)
  }
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

/** The acknowledged transactions in the order in which they ended. */
function completionsInOrder(operations: readonly HistoryOperation[]): Int32Array {
  const ended: number[] = []
  for (const [place, { outcome }] of operations.entries()) if (outcome === 'ok') ended.push(place)
  const at = (place: number): number => (operations[place] as HistoryOperation).completedIndex
  return Int32Array.from(ended).sort((left, right) => at(left) - at(right))
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
