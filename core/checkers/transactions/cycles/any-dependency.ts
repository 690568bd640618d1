/**
 * Whether a graph says of any two transactions that one comes before the other. Where it does not,
 * no history of these transactions could have been wrong, and nothing was tested.
 */
import type { Effort } from '../effort.ts'
import type { DependencyGraph } from './dependency-graph.ts'

const NOBODY = -1
const SEVERAL = -2

/** Linear in the edges. */
export function* anyDependency(
  { transactions, versionsEnd, nodes, first, to }: DependencyGraph,
  effort: Effort,
): Generator<number, boolean, void> {
  /** Per version: who read it. */
  const reader = new Int32Array(versionsEnd - transactions).fill(NOBODY)
  for (let node = 0; node < nodes; node++) {
    const end = first[node + 1] as number
    const from = first[node] as number
    if (effort.spend(1 + end - from)) yield effort.steps
    for (let edge = from; edge < end; edge++) {
      const target = to[edge] as number
      if (target < transactions) {
        // Of a version, its readers come first. A moment is there since somebody had ended.
        if (node < transactions || node >= versionsEnd) return true
        const one = reader[node - transactions] as number
        if (one !== NOBODY && one !== target) return true
      } else if (target < versionsEnd) {
        const version = target - transactions
        const known = reader[version] as number
        if (known !== node) reader[version] = known === NOBODY ? node : SEVERAL
      }
    }
  }
  return false
}
