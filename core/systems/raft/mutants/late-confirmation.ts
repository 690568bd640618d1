/**
 * A leader asks its followers whether it still leads, and numbers its questions. A new leadership
 * begins to count anew; an answer to a question of the old one, long under way, has a high number.
 * Where the term of the answer is not compared, it confirms all questions up to that number.
 *
 * etcd had a bug of this kind until 2026: a read asked again under the same number after a leader was
 * paused, and took the late answer to the first question for one to the second. Antithesis found it.
 *
 * 1. A node leads for some seconds, hands over, and leads again in a new term.
 * 2. Answers of its first leadership arrive and seem to answer questions that it has not asked yet.
 * 3. It is cut off. The others elect another leader, which commits a write.
 * 4. A read comes to the first one: its next question is answered already. It reads the old value.
 */
import type { Mutant } from '../../system.ts'
import { Decisions } from '../decisions.ts'
import { RaftNode } from '../node.ts'

class LateConfirmation extends Decisions {
  override countsConfirmation(): boolean {
    return true
  }
}

export const lateConfirmation: Mutant = {
  name: 'late-confirmation',
  summary: 'A leader takes late answers from its earlier leadership for proof that it leads now.',
  source: 'https://github.com/etcd-io/etcd/issues/20418',
  caughtBy: { drill: 'late-answers', seed: '1' },
  createNode: (spec) => new RaftNode(spec, new LateConfirmation()),
}
