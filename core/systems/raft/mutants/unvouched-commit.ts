/**
 * A leader says how far it has committed, and a follower commits as far in its own log. But its log
 * may go on, behind what the leader has compared, with entries that the leader never had. A message
 * vouches only for what it carried: the commit index is the smaller of the two.
 *
 * Copycat had it in 2017: an empty append passed the check of the entry before it, truncated nothing,
 * and the follower committed an entry of its own that the others had replaced.
 *
 * 1. A leader is cut off; clients on its side give it writes, which it appends and cannot commit.
 * 2. The others elect another leader, and commit other entries at the same places.
 * 3. The line is back. A heartbeat with the new commit index is the first to reach the old leader.
 * 4. It applies its own entries there: two nodes have applied different things at one index.
 */
import type { Mutant } from '../../system.ts'
import { Decisions } from '../decisions.ts'
import { RaftNode } from '../node.ts'

class UnvouchedCommit extends Decisions {
  override committable(commit: number): number {
    return commit
  }
}

export const unvouchedCommit: Mutant = {
  name: 'unvouched-commit',
  summary: 'A follower takes the commit index of its leader for its own log, equal or not.',
  source: 'https://github.com/atomix/copycat/issues/265',
  caughtBy: { drill: 'flapping-link', seed: '1' },
  createNode: (spec) => new RaftNode(spec, new UnvouchedCommit()),
}
