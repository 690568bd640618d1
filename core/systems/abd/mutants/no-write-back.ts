/**
 * A read that answers with the newest value it found without storing it at a majority. A write
 * that is under way has reached one replica; a read that meets this replica returns the new
 * value, and a later read that does not meet it returns the old one.
 */
import type { NodeSpec } from '../../../runtime/spec.ts'
import type { Machine } from '../../../runtime/machine.ts'
import type { Mutant } from '../../system.ts'
import { AbdNode } from '../node.ts'

class NoWriteBack extends AbdNode {
  protected override mustWriteBack(): boolean {
    return false
  }
}

export const noWriteBack: Mutant = {
  name: 'no-write-back',
  summary: 'A read answers without storing what it found, so that a later read may see older.',
  source: 'Attiya, Bar-Noy and Dolev (JACM 1995), on why a reader has to write',
  caughtBy: { drill: 'abd-minority-lost', seed: '1' },
  createNode: (spec: NodeSpec): Machine => new NoWriteBack(spec),
}
