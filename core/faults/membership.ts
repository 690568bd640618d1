/**
 * What the membership faults share. They are changes that an operator makes for good: nothing is
 * undone, and the members that they leave are the members from then on.
 *
 * Every list of members is complete, so a command that is given twice asks for the same twice.
 * It is given again after a while, because a leader may be deposed with it in hand.
 */
import type { Command, Address } from '../runtime/machine.ts'
import type { Action, Evidence } from './action.ts'
import type { Effect, FaultOrder, Step } from './fault.ts'
import { count, effectOf } from './measured.ts'

/** Stands for whoever leads at the moment when a command is given. */
export const LEADER: Address = 'leader'

/** A joiner gets this long to start before it is made a member. */
const JOINER_STARTS_MS = 500
const SAID_AGAIN_MS = 1500
/** Long enough for both configurations of a change to be committed under load. */
const LEAVER_STAYS_MS = 4000

export interface ChangeMembership extends Command {
  readonly type: 'change-membership'
  readonly members: readonly Address[]
}

export interface TransferLeadership extends Command {
  readonly type: 'transfer-leadership'
  readonly to: Address
}

/** The steps that make `members` the members, then stop those who left. */
export function membershipSteps(
  members: readonly Address[],
  leavers: readonly Address[],
): readonly Step[] {
  const command: ChangeMembership = { type: 'change-membership', members }
  const tell: readonly Action[] = [{ kind: 'command', node: LEADER, command }]
  const stop = leavers.map((node): Action => ({ kind: 'stop', node }))
  return [
    { afterMs: JOINER_STARTS_MS, actions: tell },
    { afterMs: JOINER_STARTS_MS + SAID_AGAIN_MS, actions: tell },
    { afterMs: LEAVER_STAYS_MS, actions: stop },
  ]
}

/** When the last of `membershipSteps` is over. */
export const MEMBERSHIP_CHANGED_MS = LEAVER_STAYS_MS + 100

/** The name of a node that joins: the one asked for, or the next free number. */
export function joinerOf(order: FaultOrder, parameter: string): Address {
  const asked = order.parameters[parameter]
  if (typeof asked === 'string') return asked
  const taken = [...order.targets.all.nodes, ...order.targets.all.retired]
  const numbers = taken.map((name) => Number(name.slice(1)))
  return `n${Math.max(0, ...numbers) + 1}`
}

export function membershipEffect({ commands, starts, exits }: Evidence): Effect {
  return effectOf(
    [
      commands !== undefined && `${count(commands, 'command')} given to the leader`,
      commands !== undefined && starts !== undefined && `${count(starts, 'node')} started`,
      commands !== undefined && exits !== undefined && `${count(exits, 'node')} stopped`,
    ],
    'no leader took the command',
  )
}
