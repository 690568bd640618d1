/**
 * A voter answers before its vote is on the disk. If the power goes in between, it starts again with
 * no memory of the vote, in the same term, and votes for somebody else.
 *
 * SeaweedFS' raft kept no vote at all until 2026; after a restart a term had two leaders, and an
 * assertion of production code fell over it. NodeDB answered a request for its vote before anything
 * was written down (found by reading, 2026).
 *
 * 1. Disks are slow. A voter grants its vote, and its candidate wins.
 * 2. The voter loses its power before the vote was synced, and starts again.
 * 3. Another candidate of the same term asks. The voter has not voted, as far as it knows.
 * 4. The term has two leaders.
 */
import type { Mutant } from '../../system.ts'
import { Decisions } from '../decisions.ts'
import { RaftNode } from '../node.ts'

class VoteBeforeStore extends Decisions {
  override voteLeavesEarly(): boolean {
    return true
  }
}

export const voteBeforeStore: Mutant = {
  name: 'vote-before-store',
  summary: 'A node answers a request for its vote before the vote is durable.',
  source:
    'https://github.com/seaweedfs/raft/pull/9; https://github.com/NodeDB-Lab/nodedb/issues/161',
  caughtBy: { drill: 'double-vote', seed: '3' },
  createNode: (spec) => new RaftNode(spec, new VoteBeforeStore()),
}
