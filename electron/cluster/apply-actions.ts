/**
 * The order of actions. Neighbours that belong together are carried out together: the rules of
 * one partition fall within a moment of each other, and a power cut takes all its nodes at once.
 */
import type { Action } from '../../core/faults/action.ts'
import { describeAction } from './describe-action.ts'

/** What is installed by one message; any number of them travel at once. */
const RULES: readonly Action['kind'][] = [
  'link',
  'lift',
  'disk',
  'clock-rate',
  'clock-step',
  'clock-strobe',
]

/**
 * Rejects with what was carried out and what was not, when an action could not be. Nothing
 * later is begun then, nor once `called off` answers with a reason.
 */
export async function applyActions(
  actions: readonly Action[],
  perform: (action: Action) => Promise<void>,
  calledOff: () => string | null,
): Promise<void> {
  const done: Action[] = []
  for (const group of groupActions(actions)) {
    const reason = calledOff()
    if (reason !== null) throw failure([`${describeAction(group[0])}: ${reason}`], done)
    const outcomes = await Promise.allSettled(group.map(async (action) => perform(action)))
    const failed: string[] = []
    for (const [index, action] of group.entries()) {
      const outcome = outcomes[index]
      if (outcome?.status === 'rejected') {
        failed.push(`${describeAction(action)}: ${messageOf(outcome.reason)}`)
      } else done.push(action)
    }
    if (failed.length > 0) throw failure(failed, done)
  }
}

type Group = readonly [Action, ...Action[]]

/** Splits where the kind changes, or where a node comes up a second time. */
export function groupActions(actions: readonly Action[]): readonly Group[] {
  const groups: [Action, ...Action[]][] = []
  for (const action of actions) {
    const group = groups.at(-1)
    if (group !== undefined && belongs(action, group)) group.push(action)
    else groups.push([action])
  }
  return groups
}

function belongs(action: Action, group: Group): boolean {
  const first = group[0]
  if (RULES.includes(action.kind)) return RULES.includes(first.kind)
  if (action.kind !== first.kind || !('node' in action)) return false
  return group.every((other) => !('node' in other) || other.node !== action.node)
}

function failure(failed: readonly string[], done: readonly Action[]): Error {
  const carriedOut = done.length === 0 ? 'nothing' : done.map(describeAction).join(', ')
  return new Error(`could not ${failed.join('; ')} (carried out: ${carriedOut})`)
}

function messageOf(reason: unknown): string {
  return reason instanceof Error ? reason.message : String(reason)
}
