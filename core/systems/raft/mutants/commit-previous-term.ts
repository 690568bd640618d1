/** The bug of Figure 8: a leader counts copies of entries of earlier terms as commitment. */
import type { Mutant } from '../../system.ts'
import { RaftNode } from '../node.ts'

class CommitPreviousTermNode extends RaftNode {
  protected override mayCommit(): boolean {
    return true
  }
}

export const commitPreviousTerm: Mutant = {
  name: 'commit-previous-term',
  summary: 'A leader commits entries of earlier terms by counting their copies.',
  source: 'https://github.com/logcabin/logcabin/issues/44; Ongaro and Ousterhout (2014), figure 8',
  createNode: (spec) => new CommitPreviousTermNode(spec),
}
