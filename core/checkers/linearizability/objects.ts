/**
 * A history taken apart: operations on different keys belong to different objects, and some
 * objects fall into parts. A history is linearizable if each object of it is.
 *
 * Source: M. Herlihy and J. Wing, Linearizability: a correctness condition for concurrent
 * objects, ACM Trans. Program. Lang. Syst. 12(3), 1990, theorem 1 (locality).
 */
import type { HistoryOperation } from '../../history/operation.ts'
import type { Sliced } from '../property.ts'
import type { Model } from './model.ts'
import { Pace } from './pace.ts'

/** One object of a history: what happened to one key, or to all, where keys hang together. */
export interface ObjectHistory {
  /** Absent where the history names no key, or the model keeps them together. */
  readonly key?: string
  readonly operations: readonly HistoryOperation[]
}

/** The objects in the order of their first invocation. */
export function* splitByObject(
  operations: readonly HistoryOperation[],
  model: Model,
): Sliced<readonly ObjectHistory[]> {
  const pace = new Pace()
  const objects: ObjectHistory[] = []
  const keys = model.perKey
    ? yield* groupBy(operations, ({ key }) => key, pace)
    : new Map([[undefined, operations]])
  for (const [key, list] of keys) {
    const named = key === undefined ? {} : { key }
    const part = model.partOf(list)
    const parts = part === undefined ? [list] : (yield* groupBy(list, part, pace)).values()
    for (const operations of parts) {
      if (operations.length > 0) objects.push({ ...named, operations })
    }
  }
  return objects
}

function* groupBy<Key>(
  operations: readonly HistoryOperation[],
  keyOf: (operation: HistoryOperation) => Key,
  pace: Pace,
): Sliced<Map<Key, readonly HistoryOperation[]>> {
  const groups = new Map<Key, HistoryOperation[]>()
  for (const operation of operations) {
    if (pace.step()) yield pace.steps
    const key = keyOf(operation)
    const group = groups.get(key)
    if (group === undefined) groups.set(key, [operation])
    else group.push(operation)
  }
  return groups
}
