/** The leader is asked to hand over to the target, as an operator does before maintenance. */
import type { Fault } from './fault.ts'
import { LEADER, membershipEffect } from './membership.ts'
import type { TransferLeadership } from './membership.ts'
import { describeNodes, targetNodes } from './planning.ts'

export const TRANSFER_LEADERSHIP: Fault = {
  kind: 'transfer-leadership',
  group: 'membership',
  summary: 'The leader is asked to hand over to the target.',
  aims: 'nodes',
  parameters: { type: 'object', properties: {}, additionalProperties: false },
  plan(order) {
    const heirs = targetNodes(order).filter((node) => node !== order.targets.leader)
    const to = heirs.slice(0, 1)
    return {
      apply: to.map((heir) => {
        const command: TransferLeadership = { type: 'transfer-leadership', to: heir }
        return { kind: 'command', node: LEADER, command }
      }),
      undo: [],
      endsAfterMs: 0,
      target: describeNodes(to),
    }
  },
  effect: membershipEffect,
}
