/**
 * One bit of a node's disk flips while the node is down; then the node is started on it. It must
 * notice and refuse to run, so nobody expects it back: a spoilt disk is replaced, not undone.
 */
import type { Fault } from './fault.ts'
import { count, effectOf } from './measured.ts'
import { describeNodes, each, targetNodes, textOf } from './planning.ts'

export const BIT_FLIP: Fault = {
  kind: 'bit-flip',
  group: 'disk',
  summary: 'One bit of the disk flips while the node is down; then it is started again.',
  aims: 'nodes',
  parameters: {
    type: 'object',
    properties: {
      where: {
        type: 'string',
        enum: ['middle', 'tail'],
        default: 'middle',
        description: 'one of middle, tail',
      },
    },
    additionalProperties: false,
  },
  plan(order) {
    const nodes = targetNodes(order)
    const where = textOf(order.parameters, 'where') === 'tail' ? 'tail' : 'middle'
    return {
      apply: each(nodes, (node) => [
        { kind: 'crash', node, crash: 'process' },
        { kind: 'flip-bit', node, where },
        { kind: 'start', node },
      ]),
      undo: [],
      endsAfterMs: 0,
      retires: nodes,
      target: describeNodes(nodes),
    }
  },
  effect: ({ bitsFlipped }) =>
    effectOf(
      [bitsFlipped !== undefined && `${count(bitsFlipped, 'bit')} flipped`],
      'no bit flipped',
    ),
}
