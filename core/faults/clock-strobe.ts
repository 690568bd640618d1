/**
 * A node's clock jumps to and fro, as one does whose two time sources disagree. Each reading is
 * right or wrong by the same amount, so that no two of them can be trusted to be in order.
 */
import type { Fault } from './fault.ts'
import { effectOf, signedSpan } from './measured.ts'
import { describeNodes, each, lift, numberOf, targetNodes } from './planning.ts'

export const CLOCK_STROBE: Fault = {
  kind: 'clock-strobe',
  group: 'clock',
  summary: 'The clock jumps to and fro between two times until undone.',
  aims: 'nodes',
  parameters: {
    type: 'object',
    properties: {
      byMs: {
        type: 'integer',
        minimum: -86_400_000,
        maximum: 86_400_000,
        default: 2000,
        description: 'how far it jumps each time; negative is back',
      },
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
  effect: ({ clockMovedMs }) =>
    effectOf(
      [clockMovedMs !== undefined && `clock jumped to and fro by ${signedSpan(clockMovedMs)}`],
      'no clock was seen to move',
    ),
}
