/**
 * Hands a rule to the process that must obey it. A rule stands from the moment that it was
 * given: a process that is down finds it at its next start, one that is paused when it wakes up.
 */
import type { Order } from '../node-host/control.ts'
import type { EvidenceBook } from './evidence-book.ts'
import type { Reply } from './host-link.ts'
import type { ManagedProcess } from './managed-process.ts'

/** A host that takes longer is not obeying. */
const OBEYED_WITHIN_MS = 2_000

/** Rejects when the process refuses, or is up and does not answer. */
export async function giveOrder(
  managed: ManagedProcess,
  order: Order,
  book: EvidenceBook,
): Promise<void> {
  if (order.action.kind === 'clock-step') return stepClock(managed, order, order.action.byMs, book)
  const { rules } = managed
  rules.keep(order)
  try {
    await mustObey(managed, order)
  } catch (error) {
    rules.drop(order)
    throw error
  }
}

/**
 * The clock of a computer moves also while nothing runs on it; then no host is there to count
 * it. A process that is up tells how wrong its clock is from its answer on; of any other it is
 * reckoned.
 */
async function stepClock(
  managed: ManagedProcess,
  order: Order,
  byMs: number,
  book: EvidenceBook,
): Promise<void> {
  const { rules, process } = managed
  if (!process.running) book.saw(order.fault, { clockMovedMs: byMs })
  if (process.state !== 'up') rules.clockStepped(byMs)
  if (!process.running) return
  const up = process.state === 'up'
  await mustObey(managed, order, (reply) => {
    if (up && typeof reply === 'object' && 'done' in reply) rules.clockStepped(byMs)
  })
}

/** Removes every rule of the id `id`, wherever it was installed. */
export async function liftEverywhere(
  fault: string,
  id: string,
  processes: readonly ManagedProcess[],
): Promise<void> {
  const standing = processes.filter(({ rules }) => rules.lift(id) > 0)
  const order: Order = { fault, action: { kind: 'lift', id } }
  await Promise.all(standing.map((managed) => mustObey(managed, order)))
}

async function mustObey(
  managed: ManagedProcess,
  order: Order,
  onReply?: (reply: Reply) => void,
): Promise<void> {
  const problem = await tell(managed, order, OBEYED_WITHIN_MS, onReply)
  if (problem !== null) throw new Error(`${managed.name} ${problem}`)
}

/** Null when it was obeyed, or will be as soon as the process can; else what went wrong. */
export async function tell(
  { process }: ManagedProcess,
  order: Order,
  withinMs: number,
  onReply?: (reply: Reply) => void,
): Promise<string | null> {
  const { state } = process
  const reply = await process.ask((ask) => ({ kind: 'order', ask, order }), withinMs, onReply)
  if (reply === 'gone') return null
  if (reply === 'silent') return state === 'up' ? `did not answer within ${withinMs} ms` : null
  return 'refused' in reply ? `refused: ${reply.refused}` : null
}
