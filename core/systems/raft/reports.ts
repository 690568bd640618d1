/**
 * What a Raft node tells its observers. The invariants (`invariants/`) are judged from these
 * alone, so they say enough to rebuild each node's log as pairs of term and chain.
 *
 * A life begins with `restored` and, in `append`s, everything that the disk kept.
 */
import type { Address, Report } from '../../runtime/machine.ts'
import type { Configuration } from './configuration.ts'

export type Role = 'follower' | 'pre-candidate' | 'candidate' | 'leader'

export interface RoleReport extends Report {
  readonly type: 'role'
  readonly role: Role
  readonly term: number
}

/** The log begins anew after a point: at the start of a life, or from a snapshot received. */
export interface RestoredReport extends Report {
  readonly type: 'restored'
  readonly index: number
  readonly term: number
  readonly chain: number
}

/** Entries `from`, `from + 1`, ... of one `term`, each given by its chain. */
export interface AppendReport extends Report {
  readonly type: 'append'
  readonly from: number
  readonly term: number
  readonly chains: readonly number[]
}

/** The entries from `from` on are gone. */
export interface TruncateReport extends Report {
  readonly type: 'truncate'
  readonly from: number
}

/** Everything up to `index` is committed and applied here; `state` digests what came of it. */
export interface CommitReport extends Report {
  readonly type: 'commit'
  /** Term in which the node was when it learnt so. */
  readonly term: number
  readonly index: number
  readonly chain: number
  readonly state: number
}

/** The log up to `index` was put into a snapshot. */
export interface SnapshotReport extends Report {
  readonly type: 'snapshot'
  readonly index: number
  readonly chain: number
}

export interface MembershipReport extends Report {
  readonly type: 'membership'
  readonly index: number
  readonly configuration: Configuration
}

/** An operator's command was not carried out. */
export interface RefusedReport extends Report {
  readonly type: 'refused'
  readonly command: string
  readonly reason: string
}

export interface TransferReport extends Report {
  readonly type: 'transfer'
  readonly to: Address
  readonly outcome: 'begun' | 'given-up'
}

export type RaftReport =
  | RoleReport
  | RestoredReport
  | AppendReport
  | TruncateReport
  | CommitReport
  | SnapshotReport
  | MembershipReport
  | RefusedReport
  | TransferReport
