/** The machines of a drill's cluster: which there are, and what each is told. */
import type { SystemChoice, WorkloadChoice } from '../drills/drill.ts'
import type { ClientSpec, NodeSpec } from '../runtime/spec.ts'

/** `n1` to `nN`. */
export function nodeSpecs(system: SystemChoice): readonly NodeSpec[] {
  const members = Array.from({ length: system.nodes }, (_, index) => `n${index + 1}`)
  const { kind, release, options } = system
  return members.map((id) => ({ role: 'node', id, system: kind, release, members, options }))
}

/** `c1` to `cM`. A rate, where the drill gives one, is told beside the workload's own options. */
export function clientSpecs(system: SystemChoice, workload: WorkloadChoice): readonly ClientSpec[] {
  const { kind, clients, ratePerSecond, options } = workload
  const nodes = Array.from({ length: system.nodes }, (_, index) => `n${index + 1}`)
  const rate = ratePerSecond === undefined ? {} : { ratePerSecond }
  return Array.from({ length: clients }, (_, index) => ({
    role: 'client',
    id: `c${index + 1}`,
    system: system.kind,
    nodes,
    workload: kind,
    index,
    clients,
    options: { ...options, ...rate },
  }))
}
