/**
 * Undoes everything at once: rules are lifted, the paused run again, clocks are put right.
 * Every wait is bounded, because halting is what one does when something is stuck.
 */
import type { EvidenceBook } from './evidence-book.ts'
import { tell } from './give-order.ts'
import type { ManagedProcess } from './managed-process.ts'
import { OWN_DOING } from './standing-rules.ts'
import { within } from './within.ts'

/** Resuming and obeying each take at most this long; the promise is one second for both. */
const STEP_WITHIN_MS = 300

export interface HaltOutcome {
  readonly lifted: number
  readonly resumed: number
}

export async function haltAll(
  processes: readonly ManagedProcess[],
  book: EvidenceBook,
): Promise<HaltOutcome> {
  const outcomes = await Promise.all(processes.map((managed) => haltOne(managed, book)))
  return {
    lifted: outcomes.reduce((sum, { lifted }) => sum + lifted, 0),
    resumed: outcomes.reduce((sum, { resumed }) => sum + resumed, 0),
  }
}

async function haltOne(managed: ManagedProcess, book: EvidenceBook): Promise<HaltOutcome> {
  const { rules } = managed
  const lifted = rules.size
  // In turn, so that a pause which is under way at this moment is undone too.
  const resuming = managed.inTurn(() => managed.process.resume()).catch(() => false)
  const resumed = await within(resuming, STEP_WITHIN_MS, () => false)
  if (resumed) book.back(managed.name, performance.now())
  const orders = [...rules.lifts()]
  const offsetMs = rules.clockOffsetMs
  const machine = managed.machines[0]
  rules.clear()
  if (offsetMs !== 0 && machine !== undefined) {
    const action = { kind: 'clock-step', node: machine, byMs: -offsetMs } as const
    orders.push({ fault: OWN_DOING, action })
  }
  await Promise.all(orders.map((order) => tell(managed, order, STEP_WITHIN_MS)))
  return { lifted, resumed: resumed ? 1 : 0 }
}
