/**
 * Hands a rule to the process that must obey it. A rule stands from the moment that it was
 * given: a process that is down finds it at its next start, one that is paused when it wakes up.
 */
import type { Order } from '../node-host/control.ts'
import type { EvidenceBook } from './evidence-book.ts'
import type { ManagedProcess } from './managed-process.ts'

/** A host that takes longer is not obeying. */
const OBEYED_WITHIN_MS = 2_000

/** Rejects when the process refuses, or is up and does not answer. */
export async function giveOrder(
  managed: ManagedProcess,
  order: Order,
  book: EvidenceBook,
): Promise<void> {
  const { rules, process } = managed
  if (order.action.kind === 'clock-step') {
    const { byMs } = order.action
    // The clock of a computer moves also while nothing runs on it; hosts do not count that.
    if (!process.running) book.saw(order.fault, { clockMovedMs: byMs })
    else await mustObey(managed, order)
    return rules.clockStepped(byMs)
  }
  rules.keep(order)
  try {
    await mustObey(managed, order)
  } catch (error) {
    rules.drop(order)
    throw error
  }
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

async function mustObey(managed: ManagedProcess, order: Order): Promise<void> {
  const problem = await tell(managed, order, OBEYED_WITHIN_MS)
  if (problem !== null) throw new Error(`${managed.name} ${problem}`)
}

/** Null when it was obeyed, or will be as soon as the process can; else what went wrong. */
export async function tell(
  { process }: ManagedProcess,
  order: Order,
  withinMs: number,
): Promise<string | null> {
  const { state } = process
  const reply = await process.ask((ask) => ({ kind: 'order', ask, order }), withinMs)
  if (reply === 'gone') return null
  if (reply === 'silent') return state === 'up' ? `did not answer within ${withinMs} ms` : null
  return 'refused' in reply ? `refused: ${reply.refused}` : null
}
