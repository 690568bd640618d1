/** The properties of transactional histories, in the order in which lists show them. */
import type { HistoryProperty } from '../property.ts'
import { listAppend } from './list-append/list-append.ts'
import { rwRegister } from './rw-register/rw-register.ts'

export { CONSISTENCY_MODELS, findConsistencyModel } from './consistency-models.ts'
export type { ConsistencyModel } from './consistency-models.ts'
export type { TransactionOptions } from './options.ts'
export { listAppend, rwRegister }

export const TRANSACTION_PROPERTIES: readonly HistoryProperty[] = [listAppend, rwRegister]
