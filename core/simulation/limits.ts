/** Bounds of the simulated world, each with the reason for its size. */
import { assert } from '../base/assert.ts'

/** What the machines take for the time when the run begins. An arbitrary, fixed instant. */
export const EPOCH_MS = 1_600_000_000_000

/** Messages under way on one direction of one link; what comes on top is dropped and counted. */
export const IN_FLIGHT_MAXIMUM = 4_096

/** What waits for a paused process to run again; a kernel's buffers are bounded too. */
export const HELD_MAXIMUM = 8_192

/** Events at one instant; more means that two machines keep each other busy without end. */
export const EVENTS_PER_INSTANT_MAXIMUM = 1_000_000

/** Room for events at the start; it doubles when it is full. */
export const SCHEDULER_ROOM = 1_024

/** Events that may be pending at once; more means that something leaks. */
export const PENDING_MAXIMUM = 16_777_216

/** Journal entries that one run may keep in memory. */
export const JOURNAL_MAXIMUM = 20_000_000

assert(SCHEDULER_ROOM <= PENDING_MAXIMUM, 'the scheduler starts larger than it may grow')
assert(HELD_MAXIMUM >= IN_FLIGHT_MAXIMUM, 'a pause must hold what one link may carry')
