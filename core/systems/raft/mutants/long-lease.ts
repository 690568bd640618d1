/**
 * A leader that a majority has just answered may read without asking again, for a while: as long as
 * none of them would elect another leader. Here that while is twice an election timeout.
 *
 * SOFAJRaft had it in 2019: its leader looked at its majority only every half timeout, so that its
 * lease could outlast the patience of the others. TiKV's leader of 2016 asked no clock, only whether
 * it still was leader; a thread that stood still for a while was enough.
 *
 * 1. A leader is cut off and stands still for a moment, so that it cannot count its followers.
 * 2. After an election timeout the others elect another one, which commits a write.
 * 3. The first one wakes. By its clock the lease is not over, and it answers with the old value.
 */
import type { Mutant } from '../../system.ts'
import { Decisions } from '../decisions.ts'
import { RaftNode } from '../node.ts'

class LongLease extends Decisions {
  override leaseMs(electionTimeoutMs: number): number {
    return 2 * electionTimeoutMs
  }
}

export const longLease: Mutant = {
  name: 'long-lease',
  summary: 'A lease lasts longer than the others wait before they elect somebody else.',
  source:
    'https://github.com/sofastack/sofa-jraft/pull/34; https://github.com/tikv/tikv/issues/964',
  caughtBy: { drill: 'lease-reads', seed: '1' },
  createNode: (spec) => new RaftNode(spec, new LongLease()),
}
