/**
 * A node that becomes a follower takes its vote back, even where the term stays the same. A step down
 * is coded once, "become a follower of term t", and forgets the vote each time; but the vote belongs
 * to the term, not to the role.
 *
 * akka-raft had it, found by a random search of schedules in 2015. Zeebe had it until 2020: it forgot
 * its vote whenever it learned who leads. CCF had it until 2026: there it was thought harmless for two
 * years, until a scenario with pre-votes showed two leaders.
 *
 * 1. Two candidates stand in one term, and a voter grants the first its vote.
 * 2. The first one wins; its heartbeat makes the voter its follower once more, which clears the vote.
 * 3. The late request of the second one reaches the voter, which votes again, in the same term.
 * 4. The second candidate has a majority too: the term has two leaders.
 */
import type { Mutant } from '../../system.ts'
import { Decisions } from '../decisions.ts'
import { RaftNode } from '../node.ts'

class VoteClearedInTerm extends Decisions {
  override freesVote(): boolean {
    return true
  }
}

export const voteClearedInTerm: Mutant = {
  name: 'vote-cleared-in-term',
  summary: 'A node that becomes a follower has its vote back, even in the same term.',
  source:
    'https://github.com/ktoso/akka-raft/issues/56; https://github.com/camunda/camunda/issues/5356; https://github.com/camunda/camunda/pull/5368; https://github.com/microsoft/CCF/pull/8094',
  caughtBy: { drill: 'split-votes', seed: '52' },
  createNode: (spec) => new RaftNode(spec, new VoteClearedInTerm()),
}
