/** A vote leaves before the disk holds it: after a power loss the voter votes again. */
import type { Mutant } from '../../system.ts'
import { RaftNode } from '../node.ts'

class VoteBeforeStoreNode extends RaftNode {
  protected override voteLeavesEarly(): boolean {
    return true
  }
}

export const voteBeforeStore: Mutant = {
  name: 'vote-before-store',
  summary: 'A node answers a request for its vote before the vote is durable.',
  source: 'https://github.com/camunda/camunda/issues/5356',
  createNode: (spec) => new VoteBeforeStoreNode(spec),
}
