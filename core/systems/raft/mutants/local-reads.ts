/** A leader answers reads from its own state, without asking whether it still leads. */
import type { Mutant } from '../../system.ts'
import { RaftNode } from '../node.ts'

class LocalReadsNode extends RaftNode {
  protected override confirmsReads(): boolean {
    return false
  }
}

export const localReads: Mutant = {
  name: 'local-reads',
  summary: 'A leader answers reads without making sure that it still leads.',
  source: 'https://github.com/etcd-io/etcd/issues/741',
  createNode: (spec) => new LocalReadsNode(spec),
}
