/** A node's clock runs too fast or too slow, and with it every timer of the node. */
import type { Fault } from './fault.ts'
import { effectOf, signedSpan } from './measured.ts'
import { describeNodes, each, lift, numberOf, targetNodes } from './planning.ts'

export const CLOCK_DRIFT: Fault = {
  kind: 'clock-drift',
  group: 'clock',
  summary: 'The clock and the timers of a node run too fast or too slow.',
  aims: 'nodes',
  parameters: {
    type: 'object',
    properties: {
      partsPerMillion: {
        type: 'integer',
        minimum: -900_000,
        maximum: 9_000_000,
        default: 50_000,
        description: 'microseconds gained each second; 50000 is 5 % fast, negative is slow',
      },
    },
    additionalProperties: false,
  },
  plan(order) {
    const nodes = targetNodes(order)
    const partsPerMillion = numberOf(order.parameters, 'partsPerMillion')
    return {
      apply: each(nodes, (node) => ({ kind: 'clock-rate', id: order.id, node, partsPerMillion })),
      undo: lift(order),
      target: describeNodes(nodes),
    }
  },
  effect: ({ clockMovedMs }) =>
    effectOf(
      [clockMovedMs !== undefined && `clock drifted ${signedSpan(clockMovedMs)}`],
      'no clock was seen to drift',
    ),
}
