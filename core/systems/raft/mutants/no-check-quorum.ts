/**
 * A leader learns of its successor from messages. One that hears nothing, but can still be heard, goes
 * on: its heartbeats keep the others from electing anybody, and it commits nothing. A leader has to
 * count who answers, and give up when no majority does.
 *
 * Ongaro's thesis has the remedy (6.2). etcd has it, and still a leader of 2021 stayed beside its
 * successor: its disk stood still, and with it the step that counts.
 *
 * 1. The links towards the leader break; those away from it do not.
 * 2. The followers hear their leader and are content. Its pre-votes and answers get lost.
 * 3. No write is acknowledged until somebody repairs the links.
 */
import type { Mutant } from '../../system.ts'
import { Decisions } from '../decisions.ts'
import { RaftNode } from '../node.ts'

class NoCheckQuorum extends Decisions {
  override abdicatesWithoutQuorum(): boolean {
    return false
  }
}

export const noCheckQuorum: Mutant = {
  name: 'no-check-quorum',
  summary: 'A leader stays leader although no majority answers it.',
  source: 'https://github.com/etcd-io/etcd/issues/13527',
  caughtBy: { drill: 'deaf-leader', seed: '1' },
  createNode: (spec) => new RaftNode(spec, new NoCheckQuorum()),
}
