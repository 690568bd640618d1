/**
 * A history taken apart: operations on different keys belong to different objects, and some
 * objects fall into parts. A history is linearizable if each object of it is.
 *
 * Source: M. Herlihy and J. Wing, Linearizability: a correctness condition for concurrent
 * objects, ACM Trans. Program. Lang. Syst. 12(3), 1990, theorem 1 (locality).
 */
import { Selection } from '../../history/operation-list.ts'
import type { OperationList } from '../../history/operation-list.ts'
import type { HistoryOperation } from '../../history/operation.ts'
import type { Sliced } from '../property.ts'
import type { Model } from './model.ts'
import { Pace, TURN_STEPS } from '../pace.ts'

/** One object of a history: what happened to one key, or to all, where keys hang together. */
export interface ObjectHistory {
  /** Absent where the history names no key, or the model keeps them together. */
  readonly key?: string
  readonly operations: OperationList
}

/** The objects in the order of their first invocation. */
export function* splitByObject(
  operations: OperationList,
  model: Model,
): Sliced<readonly ObjectHistory[]> {
  if (operations.length === 0) return []
  const objects: ObjectHistory[] = []
  const keys = model.perKey
    ? yield* groupBy(operations, ({ key }) => key)
    : new Map([[undefined, operations]])
  let parted = 0
  let told = 0
  for (const [key, list] of keys) {
    parted += list.length
    if (parted - told >= TURN_STEPS) yield (told = parted)
    const named = key === undefined ? {} : { key }
    const part = yield* model.partOf(list)
    const parts = part === undefined ? [list] : (yield* groupBy(list, part)).values()
    for (const operations of parts) objects.push({ ...named, operations })
  }
  return objects
}

/** Groups as places in `operations`, so that none of them need be kept as an object. */
function* groupBy<Key>(
  operations: OperationList,
  keyOf: (operation: HistoryOperation) => Key,
): Sliced<Map<Key, OperationList>> {
  const pace = new Pace()
  const numbers = new Map<Key, number>()
  const counts: number[] = []
  const groupOf = new Int32Array(operations.length)
  let place = 0
  for (const operation of operations) {
    if (pace.step()) yield pace.steps
    const key = keyOf(operation)
    let group = numbers.get(key)
    if (group === undefined) {
      group = counts.push(0) - 1
      numbers.set(key, group)
    }
    groupOf[place++] = group
    counts[group] = (counts[group] as number) + 1
  }
  const groups = new Map<Key, OperationList>()
  if (counts.length === 1) {
    for (const key of numbers.keys()) groups.set(key, operations)
    return groups
  }
  const places = new Int32Array(operations.length)
  const next = new Int32Array(counts.length)
  let from = 0
  for (const [key, group] of numbers) {
    if (pace.step()) yield pace.steps
    const to = from + (counts[group] as number)
    groups.set(key, new Selection(operations, places, from, to))
    next[group] = from
    from = to
  }
  for (place = 0; place < groupOf.length; place++) {
    if (pace.step()) yield pace.steps
    const group = groupOf[place] as number
    const at = next[group] as number
    places[at] = place
    next[group] = at + 1
  }
  return groups
}
