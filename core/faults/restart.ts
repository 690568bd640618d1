/**
 * A node goes down and comes back by itself after `down-for`: an upgrade, a rebooted machine.
 */
import type { Fault } from './fault.ts'
import { exitsTold } from './kill.ts'
import { count, effectOf } from './measured.ts'
import { describeNodes, each, numberOf, start, targetNodes } from './planning.ts'

export const RESTART: Fault = {
  kind: 'restart',
  group: 'process',
  summary: 'The node is shut down and started again after a while.',
  aims: 'nodes',
  parameters: {
    type: 'object',
    properties: {
      downForMs: {
        type: 'integer',
        minimum: 0,
        default: 2000,
        description: 'how long the node stays down',
      },
      abrupt: {
        type: 'boolean',
        default: false,
        description: 'true to kill it instead of shutting it down',
      },
    },
    additionalProperties: false,
  },
  plan(order) {
    const nodes = targetNodes(order)
    const abrupt = order.parameters['abrupt'] === true
    return {
      apply: each(nodes, (node) =>
        abrupt ? { kind: 'crash', node, crash: 'process' } : { kind: 'stop', node },
      ),
      undo: start(nodes),
      endsAfterMs: numberOf(order.parameters, 'downForMs'),
      target: describeNodes(nodes),
    }
  },
  effect: ({ exits, starts, downMs }) =>
    effectOf(
      [
        exits !== undefined && exitsTold(exits, downMs),
        starts !== undefined && count(starts, 'start'),
      ],
      'no node was seen to restart',
    ),
}
