/** Consistency of registers weaker than linearizability, strongest first. */
import type { HistoryProperty } from '../property.ts'
import { boundedStaleness } from './bounded-staleness.ts'
import { causalConvergence, causalMemory } from './causal.ts'
import { eventualConvergence } from './eventual-convergence.ts'
import { sequential } from './sequential.ts'
import {
  monotonicReads,
  monotonicWrites,
  readYourWrites,
  writesFollowReads,
} from './session-guarantees.ts'

export const CONSISTENCY: readonly HistoryProperty[] = [
  sequential,
  causalMemory,
  causalConvergence,
  readYourWrites,
  monotonicReads,
  monotonicWrites,
  writesFollowReads,
  eventualConvergence,
  boundedStaleness,
]
