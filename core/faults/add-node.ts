/** A new node is started and made a member. */
import type { Fault } from './fault.ts'
import { joinerOf, MEMBERSHIP_CHANGED_MS, membershipEffect, membershipSteps } from './membership.ts'

export const ADD_NODE: Fault = {
  kind: 'add-node',
  group: 'membership',
  summary: 'A new node is started and made a member.',
  aims: 'cluster',
  parameters: {
    type: 'object',
    properties: {
      node: {
        type: 'string',
        pattern: '^n[1-9][0-9]{0,2}$',
        description: 'the name of the new node, such as n6; without it the next free one',
      },
    },
    additionalProperties: false,
  },
  plan(order) {
    const joiner = joinerOf(order, 'node')
    return {
      apply: [{ kind: 'start', node: joiner }],
      steps: membershipSteps([...order.targets.all.nodes, joiner], []),
      undo: [],
      endsAfterMs: MEMBERSHIP_CHANGED_MS,
      target: joiner,
      pinned: { parameters: { node: joiner } },
    }
  },
  effect: membershipEffect,
}
