/**
 * A read asks a majority and answers with the newest value that it found. It has to store that value
 * at a majority before it answers; otherwise it tells of a write that may have reached one replica.
 *
 * That a reader has to write is the point of the register of Attiya, Bar-Noy and Dolev (cited from
 * memory). Cassandra calls the promise monotonic quorum reads and the storing blocking read repair;
 * since 4.0 a table can do without (`read_repair = 'NONE'`), and then without the promise too.
 *
 * 1. A write has reached one replica; the others are slow, and the writer waits.
 * 2. A read meets that replica, finds the new value, and answers with it.
 * 3. A later read meets only the others, and answers with the old one: time went backwards.
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
  source:
    'Attiya, Bar-Noy and Dolev, "Sharing Memory Robustly in Message-Passing Systems" (JACM 1995), from memory; https://cassandra.apache.org/doc/latest/operating/read_repair.html',
  caughtBy: { drill: 'abd-minority-lost', seed: '1' },
  createNode: (spec: NodeSpec): Machine => new NoWriteBack(spec),
}
