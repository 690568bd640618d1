/**
 * A new leader answers reads from what it has applied. It has every committed entry in its log, but
 * it does not know yet which those are: the commit index that it heard last is old, and after a
 * restart it is nothing at all. It learns it by committing an entry of its own term.
 *
 * etcd (2017), TiKV and Redis-Raft had it. Redis-Raft had no entry of its own at the start of a term at all;
 * TiKV looked at a commit index that had not caught up after a transfer of leadership.
 *
 * 1. All nodes are killed and started. Their logs are complete, what is committed is forgotten.
 * 2. One is elected. A majority confirms at once that it leads; its own entry waits for the disks.
 * 3. A read comes, the leader is sure to lead, and answers from a store that is still empty.
 */
import type { Mutant } from '../../system.ts'
import { Decisions } from '../decisions.ts'
import { RaftNode } from '../node.ts'

class ReadBeforeCommit extends Decisions {
  override readsBeforeCommit(): boolean {
    return true
  }
}

export const readBeforeCommit: Mutant = {
  name: 'read-before-commit',
  summary: 'A new leader reads before it has committed anything in its own term.',
  source:
    'https://github.com/etcd-io/etcd/issues/7331; https://github.com/tikv/tikv/pull/9239; https://github.com/RedisLabs/redisraft/pull/22',
  caughtBy: { drill: 'first-read', seed: '3' },
  createNode: (spec) => new RaftNode(spec, new ReadBeforeCommit()),
}
