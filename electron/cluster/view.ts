/** The cluster as everybody else sees it. */
import type { ClusterView, NodeView } from '../../core/drills/world.ts'
import type { NodeDescription } from '../../core/runtime/description.ts'
import type { Address, Inspection } from '../../core/runtime/machine.ts'
import type { ManagedProcess } from './managed-process.ts'
import { compareNames } from './plan-processes.ts'

export type Describe = (inspection: Inspection) => NodeDescription

export function clusterView(
  nodes: readonly ManagedProcess[],
  clients: readonly Address[],
  describe: Describe,
): ClusterView {
  return {
    nodes: [...nodes]
      .sort((left, right) => compareNames(left.name, right.name))
      .map((managed) => nodeView(managed, describe)),
    clients,
  }
}

function nodeView(managed: ManagedProcess, describe: Describe): NodeView {
  const { name, process, release } = managed
  const inspection = managed.inspection(name)
  return {
    node: name,
    state: process.state,
    incarnation: process.incarnation,
    release,
    ...(process.reason === undefined ? {} : { reason: process.reason }),
    ...(inspection === undefined ? {} : { inspection, description: describe(inspection) }),
  }
}
