/**
 * A snapshot says up to which entry it holds the effects of the log. Here it says the end of the log,
 * and holds what was applied; what lies between is in neither. Whoever starts from it, or is sent it,
 * never applies those entries.
 *
 * Redis-Raft had several of this kind in 2020, found by Jepsen: a snapshot and the log disagreed about
 * the index, and nodes went on in different histories or refused to start.
 *
 * 1. A busy node takes a snapshot, while some entries are in its log and not applied yet.
 * 2. The node restarts from the snapshot, or a follower gets it: it continues behind those entries.
 * 3. Its state lacks writes that were acknowledged, and differs from that of the others for ever.
 */
import type { Mutant } from '../../system.ts'
import { Decisions } from '../decisions.ts'
import type { SnapshotPoints } from '../decisions.ts'
import type { LogPoint } from '../entry.ts'
import { RaftNode } from '../node.ts'

class SnapshotIndex extends Decisions {
  override snapshotPoint({ last }: SnapshotPoints): LogPoint {
    return last
  }
}

export const snapshotIndex: Mutant = {
  name: 'snapshot-index',
  summary: 'A snapshot claims to hold all of the log, and holds what is applied.',
  source:
    'https://github.com/RedisLabs/redisraft/issues/28; https://github.com/RedisLabs/redisraft/issues/52',
  caughtBy: { drill: 'compaction', seed: '1' },
  createNode: (spec) => new RaftNode(spec, new SnapshotIndex()),
}
