/**
 * A configuration is in force as soon as it stands in a log, committed or not. Here a node that stands
 * for leader goes by the last one that it knows to be committed. The leader before it may already
 * decide by the newer one.
 *
 * NuRaft had it in 2019; Redis-Raft lost updates with partitions and changes of membership (Jepsen,
 * 2020).
 *
 * 1. Five nodes become three; n4 and n5 leave. The joint configuration has reached everybody.
 * 2. n1 and n2 are cut off, and know that it is committed. They finish the change, and go on as two of
 *    three.
 * 3. n3, n4 and n5 have it in their logs and do not know it to be committed. One of them stands, and
 *    goes by the old configuration: three of five are enough.
 * 4. Both sides commit: two stores.
 */
import type { Mutant } from '../../system.ts'
import { Decisions } from '../decisions.ts'
import { RaftNode } from '../node.ts'

class ForgottenChange extends Decisions {
  override forgetsUncommittedChange(): boolean {
    return true
  }
}

export const forgottenChange: Mutant = {
  name: 'forgotten-change',
  summary: 'A node that stands for leader forgets a change of membership that is not committed.',
  source:
    'https://github.com/RedisLabs/redisraft/issues/17; https://github.com/eBay/NuRaft/pull/67',
  caughtBy: { drill: 'shrink-in-two', seed: '1' },
  createNode: (spec) => new RaftNode(spec, new ForgottenChange()),
}
