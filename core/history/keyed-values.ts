/**
 * Histories of independent objects, as Jepsen's `independent` workloads and Maelstrom's `lin-kv`
 * write them: each value is a pair of a key and what was meant, `[7 nil]` where key 7 is read and
 * `[7 [1 2]]` where it is compared and set. Judged as they stand, the objects would get mixed up.
 *
 * In a file such a pair looks like any other list. It is taken for one only where all operations
 * fit and at least one asks for nothing of a key, as a read does: no other history asks like that.
 */
import { canonicalText } from '../base/canonical-text.ts'
import type { HistoryOperation } from './operation.ts'

/** The same operations by key, if all values are such pairs; otherwise `operations` themselves. */
export function byTheirKeys<Operations extends Iterable<HistoryOperation>>(
  operations: Operations,
): Operations | readonly HistoryOperation[] {
  let asks = false
  for (const operation of operations) {
    if (!isKeyed(operation)) return operations
    asks ||= (operation.input as Pair)[1] === null
  }
  return asks ? Array.from(operations, keyed) : operations
}

type Pair = readonly [key: unknown, value: unknown]

function isKeyed({ f, key, input, output }: HistoryOperation): boolean {
  if (f === 'txn' || key !== undefined || !isPair(input)) return false
  if (output === undefined) return true
  return isPair(output) && canonicalText(output[0]) === canonicalText(input[0])
}

function isPair(value: unknown): value is Pair {
  return Array.isArray(value) && value.length === 2
}

function keyed(operation: HistoryOperation): HistoryOperation {
  const [name, input] = operation.input as Pair
  const key = typeof name === 'string' ? name.replace(/^:/, '') : canonicalText(name)
  if (operation.output === undefined) return { ...operation, key, input }
  return { ...operation, key, input, output: (operation.output as Pair)[1] }
}
