/** The properties that are decided by counting, in the order in which lists show them. */
import type { HistoryProperty } from '../property.ts'
import { counterBounds } from './counter-bounds.ts'
import { exactlyOnce } from './exactly-once.ts'
import { kafkaLog } from './kafka-log.ts'
import { longFork } from './long-fork.ts'
import { mutualExclusion } from './mutual-exclusion.ts'
import { setFull } from './set-full.ts'
import { totalQueue } from './total-queue.ts'
import { uniqueIds } from './unique-ids.ts'

export const ACCOUNTING: readonly HistoryProperty[] = [
  setFull,
  totalQueue,
  exactlyOnce,
  counterBounds,
  uniqueIds,
  mutualExclusion,
  kafkaLog,
  longFork,
]
