/** The models that a history could be held against: those that know all of its operations. */
import { PROPERTIES } from '../../core/checkers/properties.ts'
import type { OperationList } from '../../core/history/operation-list.ts'

/** For somebody who named no model. */
export function whichModel(operations: OperationList): string {
  return `--model <name> is needed. ${fitting(operations)}`
}

/** `Its operations are read, write; models that know them: cas-register, kv`. */
export function fitting(operations: OperationList): string {
  const names = new Set<string>()
  for (const { f } of operations) names.add(f)
  const models = PROPERTIES.filter((property) =>
    [...names].every((name) => property.operations.includes(name)),
  )
  const known = models.map(({ name }) => name).join(', ')
  const told = known === '' ? 'no model knows all of them' : `models that know them: ${known}`
  return `Its operations are ${[...names].slice(0, NAMES_MAX).join(', ')}; ${told}`
}

/** A file may hold anything for names. */
const NAMES_MAX = 20
