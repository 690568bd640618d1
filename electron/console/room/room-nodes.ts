/** The nodes as the room shows them, and which of them hold for true what is not. */
import type { ClusterView, NodeView } from '../../../core/drills/world.ts'
import type { Address } from '../../../core/runtime/machine.ts'
import type { RoomNode } from '../../ipc/shapes/room.ts'

export function roomNodes(
  view: ClusterView,
  clockOffsetsMs: ReadonlyMap<Address, number>,
): readonly RoomNode[] {
  const newest = Math.max(0, ...view.nodes.filter(leads).map(termOf))
  return view.nodes.map((node) => ({
    name: node.node,
    state: node.state,
    reason: node.reason ?? null,
    role: node.description?.role ?? null,
    leads: leads(node),
    term: termOf(node),
    commit: commitOf(node),
    applied: node.description?.state.applied ?? 0,
    incarnation: node.incarnation,
    release: node.release,
    clockOffsetMs: Math.round(clockOffsetsMs.get(node.node) ?? 0),
    // Somebody was elected after it, and it has not heard of that.
    mistaken: leads(node) && termOf(node) < newest ? 'believes it leads' : null,
  }))
}

function leads({ state, description }: NodeView): boolean {
  return (state === 'up' || state === 'paused') && description?.leads === true
}

function termOf({ description }: NodeView): number {
  return description?.term ?? 0
}

function commitOf({ inspection }: NodeView): number | null {
  const commit = inspection?.['commit']
  return typeof commit === 'number' ? commit : null
}
