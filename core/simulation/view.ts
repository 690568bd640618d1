/** What a drill sees of the simulated world. Nothing is late here: it shows what is so now. */
import type { FinalState } from '../checkers/checker.ts'
import type { ClusterView, NodeView } from '../drills/world.ts'
import type { NodeDescription } from '../runtime/description.ts'
import type { Address, Inspection } from '../runtime/machine.ts'
import type { SimulatedHost } from './host.ts'

export type Describe = (inspection: Inspection) => NodeDescription

export function viewOf(hosts: Iterable<SimulatedHost>, describe: Describe): ClusterView {
  const all = [...hosts]
  const named = (role: SimulatedHost['role']) =>
    all.filter((host) => host.role === role).sort((left, right) => compareNames(left.id, right.id))
  return {
    nodes: named('node').map((host) => nodeView(host, describe)),
    clients: named('client').map((host) => host.id),
  }
}

/** How the nodes stand; those of `retired`, and those that somebody took down, may be down. */
export function finalStatesOf(
  view: ClusterView,
  retired: ReadonlySet<Address>,
): readonly FinalState[] {
  return view.nodes.map(({ node, state, description }) => ({
    node,
    expected: state !== 'down' && !retired.has(node),
    ...(description && { description }),
  }))
}

/** As people order names: n2 before n10. */
export function compareNames(left: string, right: string): number {
  return left.length - right.length || (left < right ? -1 : left > right ? 1 : 0)
}

function nodeView(host: SimulatedHost, describe: Describe): NodeView {
  const inspection = host.inspect()
  return {
    node: host.id,
    state: host.state,
    ...(host.reason !== undefined && { reason: host.reason }),
    incarnation: host.incarnation,
    release: host.release,
    ...(inspection && { inspection, description: describe(inspection) }),
  }
}
