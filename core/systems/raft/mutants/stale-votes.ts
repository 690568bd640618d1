/**
 * A candidate counts each vote that it gets, without asking for which of its elections it was
 * given. A voter that voted for it in term 4 may vote for somebody else in term 5; a late vote of
 * term 4 is then counted beside that one.
 *
 * little-raft had it (found by reading in 2025), and akka-raft before it.
 *
 * 1. A candidate of term 4 asks for votes, and gets none in time: the messages are slow.
 * 2. It stands again in term 5; another candidate of term 5 gets the vote of the third node.
 * 3. Now the third node's vote of term 4 arrives. The first candidate counts it as one of term 5.
 * 4. Both have a majority: the term has two leaders.
 */
import type { Mutant } from '../../system.ts'
import { Decisions } from '../decisions.ts'
import { RaftNode } from '../node.ts'

class StaleVotes extends Decisions {
  override countsVote(): boolean {
    return true
  }
}

export const staleVotes: Mutant = {
  name: 'stale-votes',
  summary: 'A candidate counts votes that were granted in an earlier term.',
  source:
    'https://github.com/andreev-io/little-raft/issues/44; https://github.com/ktoso/akka-raft/issues/46',
  caughtBy: { drill: 'split-votes', seed: '8' },
  createNode: (spec) => new RaftNode(spec, new StaleVotes()),
}
