/**
 * After a power loss the last record of a log may be torn, and it is right to cut it off: nobody was
 * told that it was kept. A record in the middle that cannot be read is something else. It was durable,
 * and so was what follows. A node that cuts there forgets what it has acknowledged, and goes on to
 * vote.
 *
 * Alagappan and others found it in several systems (FAST 2018). ClickHouse's keeper, on NuRaft, came
 * back from a kill with damaged logs and rolled back what it had committed (Jepsen, 2021). NATS lost
 * acknowledged messages to single damaged files (Jepsen, 2025).
 *
 * 1. n2 is down while n1 and n3 acknowledge writes, which is a majority of three.
 * 2. A bit flips on the disk of n3. It starts with the half of its log that is before.
 * 3. n1 stops, n2 comes back. n2 and n3 are a majority, and both lack the writes.
 * 4. They go on. A minority of disks was damaged, and acknowledged data is gone.
 */
import type { Mutant } from '../../system.ts'
import { Decisions } from '../decisions.ts'
import { RaftNode } from '../node.ts'

class DamageAsTornTail extends Decisions {
  override cutsDamage(): boolean {
    return true
  }
}

export const damageAsTornTail: Mutant = {
  name: 'damage-as-torn-tail',
  summary: 'A damaged record is taken for the end of the log, and what follows is cut off.',
  source:
    'Alagappan et al., "Protocol-Aware Recovery for Consensus-Based Storage" (FAST 2018); https://github.com/eBay/NuRaft/issues/185; https://jepsen.io/analyses/nats-2.12.1',
  caughtBy: { drill: 'bit-rot', seed: '1' },
  createNode: (spec) => new RaftNode(spec, new DamageAsTornTail()),
}
