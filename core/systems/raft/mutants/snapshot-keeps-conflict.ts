/**
 * A follower gets a snapshot while its own log is longer. What is behind the snapshot may stay only if
 * the log has the very entry with which the snapshot ends; otherwise it comes from a leader that was
 * deposed. Here the index alone is compared.
 *
 * HashiCorp's raft had it (2026): such a follower refuses every append after the snapshot, is sent the
 * snapshot again, and so for ever. OpenRaft had the like of it around a crash (2022).
 *
 * 1. A leader is cut off with many entries that nobody else takes.
 * 2. The others go on and cut their logs. When it returns, it needs a snapshot.
 * 3. Its log has an entry at the end of the snapshot, of another term. It keeps that and all behind.
 * 4. Its log and its state are of two histories: it commits what nobody else has there.
 */
import type { Mutant } from '../../system.ts'
import { Decisions } from '../decisions.ts'
import { RaftNode } from '../node.ts'

class SnapshotKeepsConflict extends Decisions {
  override keepsSuffix(term: number | undefined): boolean {
    return term !== undefined
  }
}

export const snapshotKeepsConflict: Mutant = {
  name: 'snapshot-keeps-conflict',
  summary: 'A snapshot from the leader leaves entries in the log that contradict it.',
  source:
    'https://github.com/hashicorp/raft/pull/704; https://github.com/databendlabs/openraft/pull/559',
  caughtBy: { drill: 'compaction', seed: '1' },
  createNode: (spec) => new RaftNode(spec, new SnapshotKeepsConflict()),
}
