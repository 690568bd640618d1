/**
 * A leader counts copies of an entry of an earlier term, and takes a majority for commitment. It is
 * not: a node without that entry, but with one of a term in between, can still be elected.
 *
 * It is figure 8 of the Raft paper; LogCabin, async-raft, canonical/raft (both 2021) and NATS (until
 * 2026) had it all the same.
 *
 * 1. A leader of term 2 copies an entry to one follower, and dies.
 * 2. A leader of term 3 takes another entry, tells nobody, and dies.
 * 3. The first one leads again, in term 4, copies its old entry to a third node, and commits it.
 * 4. The second one leads in term 5: its log ends in term 3, which beats 2. It overwrites the entry.
 */
import type { Mutant } from '../../system.ts'
import { Decisions } from '../decisions.ts'
import { RaftNode } from '../node.ts'

class CommitPreviousTerm extends Decisions {
  override mayCommit(): boolean {
    return true
  }
}

export const commitPreviousTerm: Mutant = {
  name: 'commit-previous-term',
  summary: 'A leader commits entries of earlier terms by counting their copies.',
  source:
    'https://github.com/logcabin/logcabin/issues/44; https://github.com/async-raft/async-raft/issues/108; https://github.com/canonical/raft/issues/220; https://github.com/nats-io/nats-server/pull/7955; Ongaro and Ousterhout (2014), figure 8',
  caughtBy: { drill: 'figure-8', seed: '18' },
  createNode: (spec) => new RaftNode(spec, new CommitPreviousTerm()),
}
