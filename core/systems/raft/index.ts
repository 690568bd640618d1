/**
 * Raft as a system of Faultline. What it is and what to watch: `README.md` beside this file.
 */
import { STORE_OPERATIONS } from '../../store/operation.ts'
import type { System } from '../system.ts'
import { describeNode } from './inspect.ts'
import { INVARIANTS } from './invariants/index.ts'
import { RAFT_MUTANTS } from './mutants/index.ts'
import { RaftNode } from './node.ts'
import { RAFT_OPTIONS } from './options.ts'

export const raft: System = {
  kind: 'raft',
  summary: 'A replicated key-value store under one elected leader, by Raft.',
  options: RAFT_OPTIONS,
  operations: STORE_OPERATIONS,
  client: { sessions: true, retryUnknown: true },
  createNode: (spec) => new RaftNode(spec),
  invariants: INVARIANTS,
  mutants: RAFT_MUTANTS,
  describe: describeNode,
}
