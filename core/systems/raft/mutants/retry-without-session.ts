/** The session of a request is not written to the log, so its retry is applied once more. */
import type { Mutant } from '../../system.ts'
import { RaftNode } from '../node.ts'

class RetryWithoutSessionNode extends RaftNode {
  protected override sessionOf(): number {
    return 0
  }
}

export const retryWithoutSession: Mutant = {
  name: 'retry-without-session',
  summary: 'A request that is sent again after a lost answer is applied again.',
  source: 'https://github.com/redpanda-data/redpanda/issues/3039',
  createNode: (spec) => new RetryWithoutSessionNode(spec),
}
