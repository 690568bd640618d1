/**
 * The decisions that are easy to get wrong, each a question with one right answer. The parts of a
 * node ask; what they must never do is answer for themselves. A mutant (`mutants/`) is this class
 * with one answer replaced by one that was shipped once.
 *
 * It refuses to keep state: an answer follows from the question alone.
 */
import type { Request } from '../../runtime/machine.ts'
import type { Configuration } from './configuration.ts'
import type { LogPoint } from './entry.ts'

/** Two points of a log when a snapshot is taken. */
export interface SnapshotPoints {
  readonly applied: LogPoint
  readonly last: LogPoint
}

export class Decisions {
  // Elections

  /** Whether others are asked whether they would vote, before a new term begins. */
  asksBeforeElection(): boolean {
    return true
  }

  /** Whether a node that becomes a follower in `term` has its vote back; its own is `current`. */
  freesVote(current: number, term: number): boolean {
    return term > current
  }

  /** Whether a vote may leave before the disk holds it. */
  voteLeavesEarly(): boolean {
    return false
  }

  /** Whether a vote that was granted in `granted` counts for a candidate of `current`. */
  countsVote(granted: number, current: number): boolean {
    return granted === current
  }

  /** Whether a leader that no quorum answers any more gives up. */
  abdicatesWithoutQuorum(): boolean {
    return true
  }

  // Replication

  /** Whether a leader in `currentTerm` may commit an entry of `entryTerm` by counting copies. */
  mayCommit(entryTerm: number, currentTerm: number): boolean {
    return entryTerm === currentTerm
  }

  /**
   * How far a follower may commit when its leader has committed up to `commit`, and their logs
   * are known to be equal up to `vouched`.
   */
  committable(commit: number, vouched: number): number {
    return Math.min(commit, vouched)
  }

  /** Whether an entry counts as kept before the disk holds it. */
  countsBeforeDurable(): boolean {
    return false
  }

  /** Whether a leader that fell still answers the requests that it had put into its log. */
  answersAfterFall(): boolean {
    return false
  }

  /** The session under which a request is applied; 0 for none. */
  sessionOf(request: Request): number {
    return request.session
  }

  // Reads

  /** Whether a leader makes sure that it still leads before it answers a read. */
  confirmsReads(): boolean {
    return true
  }

  /** Whether a leader reads before it has committed an entry of its own term. */
  readsBeforeCommit(): boolean {
    return false
  }

  /** Whether an answer of `answered` confirms that a leader of `current` still leads. */
  countsConfirmation(answered: number, current: number): boolean {
    return answered === current
  }

  /**
   * How long a confirmed round proves that nobody else leads, ms from its beginning. A follower
   * counts silence from the receipt, which is later; a quarter is left for drift.
   */
  leaseMs(electionTimeoutMs: number): number {
    return Math.floor((electionTimeoutMs * 3) / 4)
  }

  // Disk and snapshots

  /** Whether what stands before a damaged record is taken for the whole log. */
  cutsDamage(): boolean {
    return false
  }

  /** Whether entries behind an overwritten one come back when the disk is read. */
  revivesOverwritten(): boolean {
    return false
  }

  /** Whether a snapshot that ends at `index` is news to a node that has committed `commit`. */
  takesSnapshot(index: number, commit: number): boolean {
    return index > commit
  }

  /**
   * Whether the entries behind a snapshot stay, where the log holds an entry of `term` at its end
   * (undefined: none) and the snapshot one of `snapshotTerm`.
   */
  keepsSuffix(term: number | undefined, snapshotTerm: number): boolean {
    return term === snapshotTerm
  }

  /** The point of the log at which a snapshot of the applied state is said to end. */
  snapshotPoint({ applied }: SnapshotPoints): LogPoint {
    return applied
  }

  // Membership

  /** The configuration whose majorities decide while `configuration` is in force. */
  electorate(configuration: Configuration): Configuration {
    return configuration
  }

  /** Whether a node that stands for leader puts a change out of force that nobody committed. */
  forgetsUncommittedChange(): boolean {
    return false
  }
}
