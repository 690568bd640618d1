/**
 * An entry counts as kept as soon as it was written, while it still is in memory. When the power goes
 * on a majority, or on one node at a bad moment, what was acknowledged is gone.
 *
 * NATS JetStream synced every two minutes by default and acknowledged at once (Jepsen, 2025). etcd had
 * a case with a single member that answered before its sync (2022).
 *
 * 1. Disks are slow. Followers acknowledge at once, the leader commits and answers.
 * 2. The power goes on all nodes. The ends of their logs were not synced.
 * 3. They start again, elect, and know nothing of writes that clients count on.
 */
import type { Mutant } from '../../system.ts'
import { Decisions } from '../decisions.ts'
import { RaftNode } from '../node.ts'

class AckBeforeFsync extends Decisions {
  override countsBeforeDurable(): boolean {
    return true
  }
}

export const ackBeforeFsync: Mutant = {
  name: 'ack-before-fsync',
  summary: 'Followers acknowledge, and the leader counts, entries that are not yet durable.',
  source: 'https://jepsen.io/analyses/nats-2.12.1; https://github.com/etcd-io/etcd/issues/14370',
  caughtBy: { drill: 'power-loss', seed: '1' },
  createNode: (spec) => new RaftNode(spec, new AckBeforeFsync()),
}
