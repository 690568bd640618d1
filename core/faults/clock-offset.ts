/** A node's clock is wrong by a fixed amount while the fault stands, and right again after. */
import type { Fault } from './fault.ts'
import { effectOf, signedSpan } from './measured.ts'
import { describeNodes, each, numberOf, targetNodes } from './planning.ts'

export const CLOCK_OFFSET: Fault = {
  kind: 'clock-offset',
  group: 'clock',
  summary: 'The clock is ahead or behind by a fixed amount until undone.',
  aims: 'nodes',
  parameters: {
    type: 'object',
    properties: {
      byMs: {
        type: 'integer',
        minimum: -86_400_000,
        maximum: 86_400_000,
        default: 500,
        description: 'how far it is moved; negative is back',
      },
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
  effect: ({ clockMovedMs }) =>
    effectOf(
      [clockMovedMs !== undefined && `clock moved ${signedSpan(clockMovedMs)}`],
      'no clock was seen to move',
    ),
}
