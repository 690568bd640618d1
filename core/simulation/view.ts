/** What a drill sees of the simulated world. Nothing is late here: it shows what is so now. */
import type { FinalState } from '../checkers/checker.ts'
import type { ClusterView, NodeView } from '../drills/world.ts'
import type { NodeDescription } from '../runtime/description.ts'
import type { Address, Inspection } from '../runtime/machine.ts'
import type { SimulatedHost } from './host.ts'

export type Describe = (inspection: Inspection) => NodeDescription

/** `hosts` in the order of their names (`inOrder`). */
export function viewOf(hosts: readonly SimulatedHost[], describe: Describe): ClusterView {
  const nodes: NodeView[] = []
  const clients: Address[] = []
  for (const host of hosts) {
    if (host.role === 'node') nodes.push(nodeView(host, describe))
    else clients.push(host.id)
  }
  return { nodes, clients }
}

/** In the order in which people look for them. */
export function inOrder(hosts: Iterable<SimulatedHost>): readonly SimulatedHost[] {
  return [...hosts].sort((left, right) => compareNames(left.id, right.id))
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
  const { id: node, state, reason, incarnation, release } = host
  const inspection = host.inspect()
  if (inspection === undefined) {
    return { node, state, ...(reason !== undefined && { reason }), incarnation, release }
  }
  // Written out, as every node that is well is looked at 20 times a second. One that lives has no
  // reason to be down.
  const description = describe(inspection)
  return { node, state, incarnation, release, inspection, description }
}
