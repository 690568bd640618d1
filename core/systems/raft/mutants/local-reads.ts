/**
 * A leader answers reads from its own state, without asking whether it still leads. One that is cut
 * off does not know that it was deposed.
 *
 * etcd did so in 2014, for speed; Jepsen found it in half a minute.
 *
 * 1. A leader is cut off together with some clients, and stands still.
 * 2. The others elect another leader, and commit new values.
 * 3. The old one wakes and answers the reads that wait at its door, from the past.
 */
import type { Mutant } from '../../system.ts'
import { Decisions } from '../decisions.ts'
import { RaftNode } from '../node.ts'

class LocalReads extends Decisions {
  override confirmsReads(): boolean {
    return false
  }
}

export const localReads: Mutant = {
  name: 'local-reads',
  summary: 'A leader answers reads without making sure that it still leads.',
  source: 'https://github.com/etcd-io/etcd/issues/741',
  caughtBy: { drill: 'stale-read', seed: '1' },
  createNode: (spec) => new RaftNode(spec, new LocalReads()),
}
