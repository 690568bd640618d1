/**
 * A node is replaced by a new one under another name, in one change of the members: the way to
 * get rid of a machine whose disk cannot be trusted.
 */
import type { Fault } from './fault.ts'
import { joinerOf, MEMBERSHIP_CHANGED_MS, membershipEffect, membershipSteps } from './membership.ts'
import { describeNodes, targetNodes } from './planning.ts'

export const REPLACE_NODE: Fault = {
  kind: 'replace-node',
  group: 'membership',
  summary: 'A node is replaced by a new one in one change of the members.',
  aims: 'nodes',
  parameters: {
    type: 'object',
    properties: {
      by: {
        type: 'string',
        pattern: '^n[1-9][0-9]{0,2}$',
        description: 'the name of the new node, such as n6; without it the next free one',
      },
    },
    additionalProperties: false,
  },
  plan(order) {
    const leavers = targetNodes(order)
    const joiner = joinerOf(order, 'by')
    const stay = order.targets.all.nodes.filter((node) => !leavers.includes(node))
    return {
      apply: [{ kind: 'start', node: joiner }],
      steps: membershipSteps([...stay, joiner], leavers),
      undo: [],
      endsAfterMs: MEMBERSHIP_CHANGED_MS,
      retires: leavers,
      target: `${describeNodes(leavers)} by ${joiner}`,
      pinned: { parameters: { by: joiner } },
    }
  },
  effect: membershipEffect,
}
