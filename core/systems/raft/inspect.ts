/**
 * A Raft node as people see it. Small and cheap: it is asked many times a second.
 */
import type { NodeDescription } from '../../runtime/description.ts'
import type { Address, Inspection } from '../../runtime/machine.ts'
import { isVoter } from './configuration.ts'
import type { Replication } from './replication.ts'
import type { RaftState } from './state.ts'

export interface RaftInspection extends Inspection {
  readonly role: string
  readonly term: number
  readonly leader: Address | null
  readonly commit: number
  readonly applied: number
  readonly lastIndex: number
  readonly durable: number
  readonly snapshot: number
  readonly voters: readonly Address[]
  readonly outgoing: readonly Address[]
  readonly learners: readonly Address[]
  /** Proposals and reads that wait. */
  readonly pending: number
  readonly reads: number
  /** Digest of the applied state. */
  readonly digest: number
  /** At a leader: how far each follower is. */
  readonly peers: { readonly [node: Address]: PeerInspection }
}

export interface PeerInspection {
  readonly mode: string
  readonly match: number
  readonly inFlight: number
}

/** `learner`: receives the log; `spare`: in no configuration, waits to be added. */
function roleWord(state: RaftState): string {
  const { configuration, id, role } = state
  if (role !== 'follower' || isVoter(configuration, id)) return role
  return configuration.learners.includes(id) ? 'learner' : 'spare'
}

export function inspectNode(
  state: RaftState,
  replication: Replication,
  waiting: { readonly pending: number; readonly reads: number },
): RaftInspection {
  const { configuration } = state
  const peers: { [node: Address]: PeerInspection } = {}
  for (const { id, mode, match, inFlight } of replication.peers.values()) {
    peers[id] = { mode, match, inFlight }
  }
  return {
    role: roleWord(state),
    term: state.term,
    leader: state.leader,
    commit: state.commit,
    applied: state.applied,
    lastIndex: state.log.lastIndex,
    durable: state.durability.index,
    snapshot: state.snapshot === null ? 0 : state.snapshot.index,
    voters: configuration.voters,
    outgoing: configuration.outgoing,
    learners: configuration.learners,
    pending: waiting.pending,
    reads: waiting.reads,
    digest: state.store.digest,
    peers,
  }
}

export function describeNode(inspection: Inspection): NodeDescription {
  const { role, term, applied, digest } = inspection as RaftInspection
  return { role, leads: role === 'leader', term, state: { applied, digest } }
}
