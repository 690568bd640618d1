/**
 * A node's clock jumps to and fro, as one does whose two time sources disagree. Each reading is
 * right or wrong by the same amount, so that no two of them can be trusted to be in order.
 */
import { amountMs, movedBy } from './clock-move.ts'
import type { Fault } from './fault.ts'
import { describeNodes, each, lift, numberOf, targetNodes } from './planning.ts'

export const CLOCK_STROBE: Fault = {
  kind: 'clock-strobe',
  group: 'clock',
  summary: 'The clock jumps to and fro between two times until undone.',
  aims: 'nodes',
  parameters: {
    type: 'object',
    properties: {
      byMs: amountMs(2000, 'how far it jumps each time'),
      everyMs: {
        type: 'integer',
        minimum: 1,
        maximum: 60_000,
        default: 100,
        description: 'time from one jump to the next',
      },
    },
    additionalProperties: false,
  },
  plan(order) {
    const nodes = targetNodes(order)
    const byMs = numberOf(order.parameters, 'byMs')
    const everyMs = numberOf(order.parameters, 'everyMs')
    return {
      apply: each(nodes, (node) => ({ kind: 'clock-strobe', id: order.id, node, byMs, everyMs })),
      undo: lift(order),
      target: describeNodes(nodes),
    }
  },
  effect: movedBy('jumped to and fro by'),
}
