/** Every published bug that can be planted in Raft, by name. */
import type { Mutant } from '../../system.ts'
import { ackBeforeFsync } from './ack-before-fsync.ts'
import { answersAfterFall } from './answers-after-fall.ts'
import { commitPreviousTerm } from './commit-previous-term.ts'
import { damageAsTornTail } from './damage-as-torn-tail.ts'
import { droppedSuffix } from './dropped-suffix.ts'
import { forgottenChange } from './forgotten-change.ts'
import { lateConfirmation } from './late-confirmation.ts'
import { lateSnapshot } from './late-snapshot.ts'
import { localReads } from './local-reads.ts'
import { longLease } from './long-lease.ts'
import { noCheckQuorum } from './no-check-quorum.ts'
import { noPreVote } from './no-pre-vote.ts'
import { oneCounter } from './one-counter.ts'
import { readBeforeCommit } from './read-before-commit.ts'
import { retryWithoutSession } from './retry-without-session.ts'
import { revivedEntries } from './revived-entries.ts'
import { snapshotIndex } from './snapshot-index.ts'
import { snapshotKeepsConflict } from './snapshot-keeps-conflict.ts'
import { staleVotes } from './stale-votes.ts'
import { unvouchedCommit } from './unvouched-commit.ts'
import { voteBeforeStore } from './vote-before-store.ts'
import { voteClearedInTerm } from './vote-cleared-in-term.ts'

export const RAFT_MUTANTS: readonly Mutant[] = [
  ackBeforeFsync,
  answersAfterFall,
  commitPreviousTerm,
  damageAsTornTail,
  droppedSuffix,
  forgottenChange,
  lateConfirmation,
  lateSnapshot,
  localReads,
  longLease,
  noCheckQuorum,
  noPreVote,
  oneCounter,
  readBeforeCommit,
  retryWithoutSession,
  revivedEntries,
  snapshotIndex,
  snapshotKeepsConflict,
  staleVotes,
  unvouchedCommit,
  voteBeforeStore,
  voteClearedInTerm,
]
