/**
 * What the nodes of a Raft cluster say to each other. Every message carries its sender's term;
 * only a request for a pre-vote carries one that nobody has entered yet.
 *
 * Heartbeats are apart from appends: their answers promise nothing about a disk, so they may
 * overtake it, and a read need not wait for somebody's fsync.
 */
import type { Address, Message } from '../../runtime/machine.ts'
import type { Configuration } from './configuration.ts'
import type { Entry } from './entry.ts'

interface Termed extends Message {
  readonly term: number
}

export interface PreVote extends Termed {
  readonly type: 'pre-vote'
  readonly lastIndex: number
  readonly lastTerm: number
}

export interface Vote extends Termed {
  readonly type: 'vote'
  readonly lastIndex: number
  readonly lastTerm: number
  /** The old leader asked for this election, so nobody need protect it. */
  readonly transfer: boolean
}

export interface VoteReply extends Termed {
  /** A granted pre-vote repeats the term that was asked about; all others give the voter's. */
  readonly type: 'pre-vote-reply' | 'vote-reply'
  readonly granted: boolean
}

export interface Append extends Termed {
  readonly type: 'append'
  readonly prevIndex: number
  readonly prevTerm: number
  readonly entries: readonly Entry[]
  readonly commit: number
}

/** The sender's log equals the leader's up to `match`, durably. */
export interface AppendOk extends Termed {
  readonly type: 'append-ok'
  readonly match: number
}

/** The sender has no entry like `prevIndex`; the logs can agree at `hint` at the latest. */
export interface AppendReject extends Termed {
  readonly type: 'append-reject'
  readonly prevIndex: number
  readonly hintIndex: number
  readonly hintTerm: number
}

export interface Heartbeat extends Termed {
  readonly type: 'heartbeat'
  readonly commit: number
  /** Of the leader's rounds of confirmation, the latest. */
  readonly round: number
}

export interface HeartbeatOk extends Termed {
  readonly type: 'heartbeat-ok'
  readonly round: number
}

/** To a leader or candidate of a past term: the term has moved on. */
export interface Stale extends Termed {
  readonly type: 'stale'
}

/** A piece of a snapshot; `offset` and the length of `text` are in UTF-16 units. */
export interface Install extends Termed {
  readonly type: 'install'
  readonly index: number
  readonly lastTerm: number
  readonly chain: number
  readonly configuration: Configuration
  readonly offset: number
  readonly text: string
  readonly done: boolean
}

/** The sender has the snapshot of `index` up to `offset`. */
export interface InstallOk extends Termed {
  readonly type: 'install-ok'
  readonly index: number
  readonly offset: number
}

/** Start an election now: the leader hands over. */
export interface TimeoutNow extends Termed {
  readonly type: 'timeout-now'
}

export type RaftMessage =
  | PreVote
  | Vote
  | VoteReply
  | Append
  | AppendOk
  | AppendReject
  | Heartbeat
  | HeartbeatOk
  | Stale
  | Install
  | InstallOk
  | TimeoutNow

/** What an operator may tell a node; it does something at the leader only. */
export type RaftCommand =
  | { readonly type: 'change-membership'; readonly members: readonly Address[] }
  /** Without `to`, to the voter whose log is longest. */
  | { readonly type: 'transfer-leadership'; readonly to?: Address }
