/**
 * Changes of membership, driven by whoever leads:
 *
 * 1. Newcomers join as learners: they get the log and decide nothing, so a slow one holds up
 *    nobody. The wanted set stands in the log, so a new leader carries on.
 * 2. Once they have caught up, the joint configuration: every decision needs both majorities.
 * 3. Once that is committed, the new configuration alone. A leader outside it hands over.
 *
 * One step at a time: the next begins when the one before is committed.
 *
 * Source: Ongaro and Ousterhout (2014), section 6; Ongaro's thesis, sections 4.2.1 and 4.3.
 */
import type { Address, Context } from '../../runtime/machine.ts'
import { isJoint, sortNames } from './configuration.ts'
import type { Configuration } from './configuration.ts'
import type { Replication } from './replication.ts'
import type { RaftState } from './state.ts'

/** A learner that lacks no more entries than this has caught up. */
const CAUGHT_UP_ENTRIES = 256

/** Hands the leader's next step back to the node. */
export interface MembershipActions {
  configure(context: Context, configuration: Configuration): void
  retire(context: Context): void
}

export class Membership {
  readonly #state: RaftState
  readonly #replication: Replication
  readonly #actions: MembershipActions
  #dismissedAt = 0
  /** In this one there is nothing left to do: it is asked at every step, and changes seldom. */
  #settled: Configuration | null = null

  constructor(state: RaftState, replication: Replication, actions: MembershipActions) {
    this.#state = state
    this.#replication = replication
    this.#actions = actions
  }

  /** Begins a change to `members`; returns why not, or null. */
  change(context: Context, members: unknown): string | null {
    const state = this.#state
    const { configuration } = state
    if (!isNameList(members)) return 'members must be a list of names'
    if (!state.committedInTerm) return 'the leader has not committed in its term yet'
    if (state.memberships.index > state.commit || isJoint(configuration)) {
      return 'another change is under way'
    }
    const target = sortNames(members)
    const { voters } = configuration
    if (sameNames(target, voters) && configuration.target.length === 0) return 'nothing changes'
    const learners = target.filter((member) => !voters.includes(member))
    if (learners.length > 0) {
      this.#actions.configure(context, { voters, outgoing: [], learners, target })
    } else if (sameNames(target, voters)) {
      this.#actions.configure(context, { voters, outgoing: [], learners: [], target: [] })
    } else {
      this.#enterJoint(context, target)
    }
    return null
  }

  /** Takes the next step of a change, when the last one is committed. */
  advance(context: Context): void {
    const state = this.#state
    const { configuration, memberships } = state
    if (configuration === this.#settled && memberships.index === this.#dismissedAt) return
    if (memberships.index > state.commit || !state.committedInTerm) return
    if (isJoint(configuration)) {
      const { voters } = configuration
      this.#actions.configure(context, { voters, outgoing: [], learners: [], target: [] })
      return
    }
    if (configuration.target.length > 0) {
      if (configuration.learners.every(this.#caughtUp)) {
        this.#enterJoint(context, configuration.target)
      }
      return
    }
    if (this.#dismissedAt !== memberships.index) {
      this.#dismissedAt = memberships.index
      this.#replication.dismiss(context)
    }
    if (configuration.voters.includes(state.id)) this.#settled = configuration
    else this.#actions.retire(context)
  }

  #enterJoint(context: Context, voters: readonly Address[]): void {
    const outgoing = this.#state.configuration.voters
    this.#actions.configure(context, { voters, outgoing, learners: [], target: [] })
  }

  readonly #caughtUp = (learner: Address): boolean => {
    const progress = this.#replication.peers.get(learner)
    if (progress === undefined || progress.mode !== 'replicate') return false
    return progress.match + CAUGHT_UP_ENTRIES >= this.#state.log.lastIndex
  }
}

function isNameList(members: unknown): members is readonly Address[] {
  if (!Array.isArray(members) || members.length === 0) return false
  return members.every((member) => typeof member === 'string' && member.length > 0)
}

function sameNames(left: readonly Address[], right: readonly Address[]): boolean {
  return left.length === right.length && left.every((name, at) => name === right[at])
}
