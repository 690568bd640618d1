/** A node's clock is wrong by a fixed amount while the fault stands, and right again after. */
import { amountMs, movedBy } from './clock-move.ts'
import type { Fault } from './fault.ts'
import { describeNodes, each, numberOf, targetNodes } from './planning.ts'

export const CLOCK_OFFSET: Fault = {
  kind: 'clock-offset',
  group: 'clock',
  summary: 'The clock is ahead or behind by a fixed amount until undone.',
  aims: 'nodes',
  parameters: {
    type: 'object',
    properties: {
      byMs: amountMs(500, 'how far it is moved'),
    },
    additionalProperties: false,
  },
  plan(order) {
    const nodes = targetNodes(order)
    const byMs = numberOf(order.parameters, 'byMs')
    return {
      apply: each(nodes, (node) => ({ kind: 'clock-step', node, byMs })),
      undo: each(nodes, (node) => ({ kind: 'clock-step', node, byMs: -byMs })),
      target: describeNodes(nodes),
    }
  },
  effect: movedBy('moved'),
}
