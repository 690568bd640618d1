/** Entries count as kept as soon as they are written: a power loss takes acknowledged data. */
import type { Mutant } from '../../system.ts'
import { RaftNode } from '../node.ts'

class AckBeforeFsyncNode extends RaftNode {
  protected override countsBeforeDurable(): boolean {
    return true
  }
}

export const ackBeforeFsync: Mutant = {
  name: 'ack-before-fsync',
  summary: 'Followers acknowledge, and the leader counts, entries that are not yet durable.',
  source: 'https://jepsen.io/analyses/nats-2.12.1; https://github.com/etcd-io/etcd/issues/14370',
  createNode: (spec) => new AckBeforeFsyncNode(spec),
}
