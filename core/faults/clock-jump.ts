/**
 * A clock jumps once and stays there: a daemon corrects it, a suspended machine wakes. Nothing
 * moves it back, so there is nothing to undo.
 */
import { amountMs, movedBy } from './clock-move.ts'
import type { Fault } from './fault.ts'
import { describeNodes, each, numberOf, targetNodes } from './planning.ts'

export const CLOCK_JUMP: Fault = {
  kind: 'clock-jump',
  group: 'clock',
  summary: 'The clock jumps once, forward or back, and stays there.',
  aims: 'nodes',
  parameters: {
    type: 'object',
    properties: {
      byMs: amountMs(10_000, 'how far it jumps'),
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
  effect: movedBy('moved'),
}
