/** Nodes leave the cluster: first the members are changed, then the nodes are stopped. */
import type { Fault } from './fault.ts'
import { MEMBERSHIP_CHANGED_MS, membershipEffect, membershipSteps } from './membership.ts'
import { describeNodes, targetNodes } from './planning.ts'

export const REMOVE_NODE: Fault = {
  kind: 'remove-node',
  group: 'membership',
  summary: 'A node leaves the cluster and is stopped.',
  aims: 'nodes',
  parameters: { type: 'object', properties: {}, additionalProperties: false },
  plan(order) {
    const leavers = targetNodes(order)
    const members = order.targets.all.nodes.filter((node) => !leavers.includes(node))
    return {
      apply: [],
      steps: membershipSteps(members, leavers),
      undo: [],
      endsAfterMs: MEMBERSHIP_CHANGED_MS,
      retires: leavers,
      target: describeNodes(leavers),
    }
  },
  effect: membershipEffect,
}
