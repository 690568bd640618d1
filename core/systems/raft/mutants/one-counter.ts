/**
 * While membership changes, the old set and the new one both have to agree: two majorities, each of
 * its own set. Here all voters are put into one set, and one majority of them is counted. A majority
 * of the whole need not be one of either half.
 *
 * async-raft had it in 2020: its joint consensus counted one number.
 *
 * 1. Five nodes become three; n4 and n5 leave. The joint configuration has reached everybody.
 * 2. n1 and n2 are cut off with the knowledge that the change is done: they are two of the new three.
 * 3. n3, n4 and n5 know only that it has begun. They are three of five, one of the new three.
 * 4. Both sides elect and commit: two stores.
 */
import type { Mutant } from '../../system.ts'
import { votersOf } from '../configuration.ts'
import type { Configuration } from '../configuration.ts'
import { Decisions } from '../decisions.ts'
import { RaftNode } from '../node.ts'

class OneCounter extends Decisions {
  override electorate(configuration: Configuration): Configuration {
    return { ...configuration, voters: votersOf(configuration), outgoing: [] }
  }
}

export const oneCounter: Mutant = {
  name: 'one-counter',
  summary: 'While membership changes, one majority of all voters, old and new, decides.',
  source: 'https://github.com/async-raft/async-raft/issues/62',
  caughtBy: { drill: 'shrink-in-two', seed: '1' },
  createNode: (spec) => new RaftNode(spec, new OneCounter()),
}
