/**
 * A snapshot arrives while the log reaches beyond it and agrees with it. What is behind the snapshot
 * has been acknowledged and has to stay; here the snapshot takes the place of the whole log.
 *
 * Zeebe had it (2021), and etcd's raft guarded against it from its first snapshots on (2014): the
 * paper asks in one sentence to retain the entries that follow.
 *
 * 1. A follower misses an append; the leader has cut its log meanwhile, and sends a snapshot.
 * 2. The append arrives late, before the snapshot. The follower takes and acknowledges its entries,
 *    and does not know yet that they are committed.
 * 3. The snapshot arrives. It is news, by the commit index; the entries behind it are dropped.
 * 4. The leader counts the acknowledgement, answers its client, and dies: the follower is elected by
 *    the third node, which never had those entries.
 */
import type { Mutant } from '../../system.ts'
import { Decisions } from '../decisions.ts'
import { RaftNode } from '../node.ts'

class DroppedSuffix extends Decisions {
  override keepsSuffix(): boolean {
    return false
  }
}

export const droppedSuffix: Mutant = {
  name: 'dropped-suffix',
  summary: 'A snapshot takes the place of a log that agrees with it and reaches beyond it.',
  source:
    'https://github.com/camunda/camunda/issues/6092; https://github.com/etcd-io/etcd/pull/1763',
  caughtBy: { drill: 'overtaken-snapshot', seed: '255' },
  createNode: (spec) => new RaftNode(spec, new DroppedSuffix()),
}
