/**
 * A leader answers a request when the entry at its index is applied. When it has lost its office, the
 * entry there may be another one's. A leader that fell has to give up all requests that wait: nobody
 * knows what becomes of them.
 *
 * Redpanda had it in 2021: replication was confirmed after the term had changed, and the entry was
 * truncated a moment later.
 *
 * 1. A leader is cut off with a client's write in its log that nobody else has.
 * 2. The others elect a leader, whose entries take that place.
 * 3. The old leader follows, applies the new entry at the index, and tells the client: done.
 * 4. The write never was. Reads do not find it.
 */
import type { Mutant } from '../../system.ts'
import { Decisions } from '../decisions.ts'
import { RaftNode } from '../node.ts'

class AnswersAfterFall extends Decisions {
  override answersAfterFall(): boolean {
    return true
  }
}

export const answersAfterFall: Mutant = {
  name: 'answers-after-fall',
  summary: 'A leader that fell acknowledges a request when another entry is applied in its place.',
  source: 'https://github.com/redpanda-data/redpanda/pull/3003',
  caughtBy: { drill: 'compaction', seed: '1' },
  createNode: (spec) => new RaftNode(spec, new AnswersAfterFall()),
}
