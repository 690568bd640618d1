/**
 * A clock jumps once and stays there: a daemon corrects it, a suspended machine wakes. Nothing
 * moves it back, so there is nothing to undo.
 */
import type { Fault } from './fault.ts'
import { effectOf, signedSpan } from './measured.ts'
import { describeNodes, each, numberOf, targetNodes } from './planning.ts'

export const CLOCK_JUMP: Fault = {
  kind: 'clock-jump',
  group: 'clock',
  summary: 'The clock jumps once, forward or back, and stays there.',
  aims: 'nodes',
  parameters: {
    type: 'object',
    properties: {
      byMs: {
        type: 'integer',
        minimum: -86_400_000,
        maximum: 86_400_000,
        default: 10_000,
        description: 'how far it jumps; negative is back',
      },
    },
    additionalProperties: false,
  },
  plan(order) {
    const nodes = targetNodes(order)
    const byMs = numberOf(order.parameters, 'byMs')
    return {
      apply: each(nodes, (node) => ({ kind: 'clock-step', node, byMs })),
      undo: [],
      endsAfterMs: 0,
      target: describeNodes(nodes),
    }
  },
  effect: ({ clockMovedMs }) =>
    effectOf(
      [clockMovedMs !== undefined && `clock moved ${signedSpan(clockMovedMs)}`],
      'no clock was seen to move',
    ),
}
