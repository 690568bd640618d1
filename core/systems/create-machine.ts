/** Makes any machine from its spec: the one place where live, simulated and replayed meet. */
import { assert } from '../base/assert.ts'
import { Client } from '../clients/client.ts'
import type { Machine } from '../runtime/machine.ts'
import { CORRECT, type MachineSpec } from '../runtime/spec.ts'
import { findWorkload } from '../workloads/index.ts'
import { findSystem } from './index.ts'

/**
 * A new machine, before its `start`. Names are checked before a spec is made, so a system,
 * release or workload that does not exist throws `InvariantError`.
 */
export function createMachine(spec: MachineSpec): Machine {
  const system = findSystem(spec.system)
  assert(system !== undefined, `there is no system ${spec.system}`)
  if (spec.role === 'client') {
    const workload = findWorkload(spec.workload)
    assert(workload !== undefined, `there is no workload ${spec.workload}`)
    const rules = { ...system.client, operations: system.operations }
    return new Client({ spec, workload, rules })
  }
  if (spec.release === CORRECT) return system.createNode(spec)
  const mutant = system.mutants.find((candidate) => candidate.name === spec.release)
  assert(mutant !== undefined, `${spec.system} has no release ${spec.release}`)
  return mutant.createNode(spec)
}
