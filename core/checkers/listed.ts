/** All operations of a list as objects, for those who look at them again and again. */
import type { OperationList } from '../history/operation-list.ts'
import type { HistoryOperation } from '../history/operation.ts'
import { Pace } from './pace.ts'
import type { Sliced } from './property.ts'

/** An array stays what it is: the same operations are the same objects. */
export function* listed(operations: OperationList): Sliced<readonly HistoryOperation[]> {
  if (isArray(operations)) return operations
  const pace = new Pace()
  const list: HistoryOperation[] = []
  for (const operation of operations) {
    list.push(operation)
    if (pace.step()) yield pace.steps
  }
  return list
}

function isArray(operations: OperationList): operations is readonly HistoryOperation[] {
  return Array.isArray(operations)
}
