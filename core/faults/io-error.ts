/**
 * The disk answers with errors: a node that cannot write must stop rather than pretend.
 * Undone by lifting the rule and starting what stopped itself.
 */
import type { Fault } from './fault.ts'
import { exitsTold } from './kill.ts'
import { count, effectOf } from './measured.ts'
import { describeNodes, each, lift, start, targetNodes } from './planning.ts'

export const IO_ERROR: Fault = {
  kind: 'io-error',
  group: 'disk',
  summary: 'Every write to the disk fails with an error until undone.',
  aims: 'nodes',
  parameters: { type: 'object', properties: {}, additionalProperties: false },
  plan(order) {
    const nodes = targetNodes(order)
    return {
      apply: each(nodes, (node) => ({
        kind: 'disk',
        id: order.id,
        node,
        rule: { type: 'io-error' },
      })),
      undo: [...lift(order), ...start(nodes)],
      target: describeNodes(nodes),
    }
  },
  effect: ({ failedWrites, exits, downMs }) =>
    effectOf(
      [
        failedWrites !== undefined && `${count(failedWrites, 'write')} failed`,
        exits !== undefined && exitsTold(exits, downMs),
      ],
      'no write met the error',
    ),
}
