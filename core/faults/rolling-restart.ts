/**
 * The nodes are restarted one after the other, as a deployment does: never two at a time, with a
 * pause after each for it to catch up. The leader goes last, so that it is not moved for every
 * node.
 */
import type { Fault, Step } from './fault.ts'
import { exitsTold } from './kill.ts'
import { count, effectOf } from './measured.ts'
import { describeNodes, numberOf, start, targetNodes } from './planning.ts'

export const ROLLING_RESTART: Fault = {
  kind: 'rolling-restart',
  group: 'people',
  summary: 'The nodes are restarted one after the other, the leader last.',
  aims: 'nodes',
  parameters: {
    type: 'object',
    properties: {
      downForMs: {
        type: 'integer',
        minimum: 0,
        default: 500,
        description: 'how long each node is down',
      },
      pauseMs: {
        type: 'integer',
        minimum: 0,
        default: 1500,
        description: 'how long the next one waits after a node was started again',
      },
    },
    additionalProperties: false,
  },
  plan(order) {
    const { leader } = order.targets
    const chosen = targetNodes(order)
    const nodes = chosen.filter((node) => node !== leader)
    if (leader !== undefined && chosen.includes(leader)) nodes.push(leader)
    const downForMs = numberOf(order.parameters, 'downForMs')
    const everyMs = downForMs + numberOf(order.parameters, 'pauseMs')
    const steps = nodes.flatMap((node, index): readonly Step[] => [
      { afterMs: index * everyMs, actions: [{ kind: 'stop', node }] },
      { afterMs: index * everyMs + downForMs, actions: start([node]) },
    ])
    return {
      apply: [],
      steps,
      undo: start(nodes),
      endsAfterMs: nodes.length * everyMs,
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
