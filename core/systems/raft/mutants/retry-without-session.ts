/**
 * A request whose answer was lost is sent again, and applied again. The session and its number, by
 * which a node knows the second copy, did not reach the log.
 *
 * Redpanda had it in its own way until 2021: it refused a copy instead of knowing it, so clients of the
 * day began a new session and sent the record again. It was there twice.
 *
 * 1. A client writes; the write is applied, and the answer is lost.
 * 2. Another client writes something else over it.
 * 3. The first one tries again, and its old value overwrites the newer one.
 */
import type { Mutant } from '../../system.ts'
import { Decisions } from '../decisions.ts'
import { RaftNode } from '../node.ts'

class RetryWithoutSession extends Decisions {
  override sessionOf(): number {
    return 0
  }
}

export const retryWithoutSession: Mutant = {
  name: 'retry-without-session',
  summary: 'A request that is sent again after a lost answer is applied again.',
  source: 'https://github.com/redpanda-data/redpanda/issues/3039',
  caughtBy: { drill: 'lossy-network', seed: '1' },
  createNode: (spec) => new RaftNode(spec, new RetryWithoutSession()),
}
