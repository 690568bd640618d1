/** All operations of a list as objects, for those who look at them again and again. */
import type { OperationList } from '../history/operation-list.ts'
import type { HistoryOperation } from '../history/operation.ts'
import { SLICE_STEPS } from './property.ts'
import type { Sliced } from './property.ts'

/** An array stays what it is: the same operations are the same objects. */
export function* listed(operations: OperationList): Sliced<readonly HistoryOperation[]> {
  if (isArray(operations)) return operations
  const list: HistoryOperation[] = []
  for (const operation of operations) {
    list.push(operation)
    if (list.length % SLICE_STEPS === 0) yield list.length
  }
  return list
}

function isArray(operations: OperationList): operations is readonly HistoryOperation[] {
  return Array.isArray(operations)
}
