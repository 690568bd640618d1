/**
 * A snapshot was sent to a follower that had fallen behind, and arrives when the follower has caught
 * up by other means. It puts the snapshot in the place of its log all the same: what came after, and
 * was acknowledged, is gone.
 *
 * etcd (2014), Zeebe (2021) and OpenRaft (2022) had it. A delayed or repeated message is enough.
 *
 * 1. A follower misses some entries; the leader has cut them off its log, and sends a snapshot.
 * 2. Another copy, or the appends before it, arrive first. The follower goes on, and acknowledges.
 * 3. The late one arrives. The follower goes back to it, and forgets what it acknowledged.
 * 4. The leader dies, and the third node was away: the follower is elected with its short log.
 */
import type { Mutant } from '../../system.ts'
import { Decisions } from '../decisions.ts'
import { RaftNode } from '../node.ts'

class LateSnapshot extends Decisions {
  override takesSnapshot(): boolean {
    return true
  }
}

export const lateSnapshot: Mutant = {
  name: 'late-snapshot',
  summary: 'A late snapshot takes the place of a log that has long gone on.',
  source:
    'https://github.com/etcd-io/etcd/pull/1763; https://github.com/camunda/camunda/issues/6092; https://github.com/databendlabs/openraft/pull/560',
  caughtBy: { drill: 'overtaken-snapshot', seed: '1' },
  createNode: (spec) => new RaftNode(spec, new LateSnapshot()),
}
