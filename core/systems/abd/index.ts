/** The ABD register as the rest of Faultline sees it. What it is: `README.md`, `node.ts`. */
import type { Inspection } from '../../runtime/machine.ts'
import type { NodeDescription } from '../../runtime/description.ts'
import type { NodeSpec } from '../../runtime/spec.ts'
import type { System } from '../system.ts'
import { noWriteBack } from './mutants/no-write-back.ts'
import { AbdNode } from './node.ts'
import { ABD_OPTIONS } from './options.ts'
import { timestampsMonotonic } from './timestamps-monotonic.ts'

export const abd: System = {
  kind: 'abd',
  summary: 'a leaderless atomic register: quorum reads with write-back, quorum writes',
  options: ABD_OPTIONS,
  operations: ['read', 'write'],
  client: { sessions: false, retryUnknown: false },
  createNode: (spec: NodeSpec) => new AbdNode(spec),
  invariants: [timestampsMonotonic],
  mutants: [noWriteBack],
  describe: (inspection: Inspection): NodeDescription => ({
    role: String(inspection['role'] ?? 'replica'),
    leads: false,
    term: 0,
    state: {
      applied: Number(inspection['applied'] ?? 0),
      digest: Number(inspection['digest'] ?? 0),
    },
  }),
}
