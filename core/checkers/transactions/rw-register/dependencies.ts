/**
 * What depends on what in an rw-register history: `WR` from who wrote a version to who read it,
 * and from each pair of versions in order, `WW` between their writers and `RW` from the readers of
 * the first to the writer of the second.
 *
 * From a write that follows a read there is a `WR` already, where its `WW` would be; that one is
 * left out where nobody assumed it, since a cycle with it is a G1c and need not be a G0.
 */
import { GraphBuilder, RW, WR, WW } from '../cycles/dependency-graph.ts'
import type { Effort } from '../effort.ts'
import type { Transactions } from '../transactions.ts'
import { outcomeOf } from './registers.ts'
import type { Registers } from './registers.ts'
import type { VersionEdges } from './version-edges.ts'

export function* buildDependencies(
  transactions: Transactions,
  registers: Registers,
  sources: readonly VersionEdges[],
  effort: Effort,
): Generator<number, GraphBuilder, void> {
  const { operations, transaction, writes } = transactions
  const { external, version, writer, valueOf } = registers
  const builder = new GraphBuilder(operations.length, valueOf.length)
  /** Per version: who wrote it for others to see, if that may have taken effect; or -1. */
  const installer = new Int32Array(valueOf.length).fill(-1)
  const author = new Int32Array(valueOf.length).fill(-1)
  for (let one = 0; one < writer.length; one++) {
    if (effort.spend(1)) yield effort.steps
    const micro = writer[one] as number
    const outcome = outcomeOf(transactions, registers, one)
    if (outcome === 'none' || outcome === 'fail') continue
    author[one] = transaction[micro] as number
    if (external[micro] === 1) installer[one] = transaction[micro] as number
  }
  /** Versions that something comes after: only those are worth a node. */
  const overwritten = new Uint8Array(valueOf.length)
  for (const { from, to, assumed } of sources) {
    for (let place = 0; place < from.length; place++) {
      if (effort.spend(1)) yield effort.steps
      const earlier = from[place] as number
      const by = installer[to[place] as number] as number
      if (by < 0) continue
      overwritten[earlier] = 1
      builder.addEdge(operations.length + earlier, by, RW)
      const before = installer[earlier] as number
      if (assumed && before >= 0) builder.addEdge(before, by, WW)
    }
  }
  for (let micro = 0; micro < version.length; micro++) {
    if (effort.spend(1)) yield effort.steps
    if (writes[micro] === 1 || external[micro] === 0) continue
    const read = version[micro] as number
    const reader = transaction[micro] as number
    if ((author[read] as number) >= 0) builder.addEdge(author[read] as number, reader, WR)
    if (overwritten[read] === 1) builder.addEdge(reader, operations.length + read, RW)
  }
  return builder
}
