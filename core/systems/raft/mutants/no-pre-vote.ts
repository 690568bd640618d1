/**
 * A node that hears no leader raises its term and asks for votes. Alone it cannot win, but its term
 * grows with each try. When it is back, its term is the highest, and deposes a leader that served
 * everybody else well.
 *
 * It is the rule of the paper, and its known weakness: pre-votes are Ongaro's answer (thesis, 9.6).
 * At Cloudflare in November 2020 a switch that failed in part kept an etcd cluster electing, although
 * a majority of its members could talk to each other.
 *
 * 1. A follower is cut off for longer than an election timeout, and raises its term.
 * 2. It returns, and refuses the heartbeats of the leader: their term is old.
 * 3. The leader learns of the higher term and steps down. Clients wait for an election.
 * 4. With a link that flaps this happens each time. It may not end there: whoever was not elected tries
 *    again soon, and each new term makes the others wait anew, so that a node whose log is behind can
 *    keep all those from standing who could win.
 */
import type { Mutant } from '../../system.ts'
import { Decisions } from '../decisions.ts'
import { RaftNode } from '../node.ts'

class NoPreVote extends Decisions {
  override asksBeforeElection(): boolean {
    return false
  }
}

export const noPreVote: Mutant = {
  name: 'no-pre-vote',
  summary: 'A node that hears no leader raises the term without asking whether it could win.',
  source:
    'https://blog.cloudflare.com/a-byzantine-failure-in-the-real-world/; https://github.com/etcd-io/etcd/issues/8499',
  caughtBy: { drill: 'returning-follower', seed: '1' },
  createNode: (spec) => new RaftNode(spec, new NoPreVote()),
}
