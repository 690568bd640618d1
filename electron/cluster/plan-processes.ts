/**
 * Which machines run in which process, and from which seed. One process for each node, because
 * nodes must be able to die apart; one for all clients, because clients only have to be many.
 */
import type { ClientSpec, MachineSpec, NodeSpec } from '../../core/runtime/spec.ts'
import type { Address } from '../../core/runtime/machine.ts'
import type { MachineBoot } from '../node-host/control.ts'
import type { ClusterOptions } from './contract.ts'

/** The process of every client. Never the name of a machine. */
export const CLIENTS_PROCESS = 'clients'

const NODE_NAME = /^n[1-9][0-9]{0,3}$/

type Choice = Pick<ClusterOptions, 'system' | 'workload'>

/** Another release or other settings for one life of a node. */
export interface NodeChange {
  readonly release?: string
  readonly options?: { readonly [name: string]: unknown }
}

export function isNodeName(name: Address): boolean {
  return NODE_NAME.test(name)
}

/** `n1` to `nN`: the nodes that the cluster starts with. */
export function initialNodes(choice: Choice): readonly Address[] {
  return Array.from({ length: choice.system.nodes }, (_, index) => `n${index + 1}`)
}

/** `c1` to `cM`. */
export function clientNames(choice: Choice): readonly Address[] {
  return Array.from({ length: choice.workload.clients }, (_, index) => `c${index + 1}`)
}

/** A node that joins later is given the same members: it waits until the members add it. */
export function nodeSpec(choice: Choice, id: Address, change: NodeChange = {}): NodeSpec {
  return {
    role: 'node',
    id,
    system: choice.system.kind,
    release: change.release ?? choice.system.release,
    members: initialNodes(choice),
    options: { ...choice.system.options, ...change.options },
  }
}

export function clientSpecs(choice: Choice): readonly ClientSpec[] {
  const { workload, system } = choice
  const rate = workload.ratePerSecond === undefined ? {} : { ratePerSecond: workload.ratePerSecond }
  return clientNames(choice).map((id, index) => ({
    role: 'client',
    id,
    system: system.kind,
    nodes: initialNodes(choice),
    workload: workload.kind,
    index,
    clients: workload.clients,
    options: { ...workload.options, ...rate },
  }))
}

/** Every life of a machine draws from a seed of its own, so a restart does not repeat itself. */
export function machineBoots(
  specs: readonly MachineSpec[],
  seed: string,
  incarnation: number,
): readonly MachineBoot[] {
  return specs.map((spec) => ({ spec, seed: `${seed}/${spec.id}/${incarnation}`, incarnation }))
}

/** As people order names: n2 before n10. */
export function compareNames(left: string, right: string): number {
  return left.length - right.length || (left < right ? -1 : left > right ? 1 : 0)
}
