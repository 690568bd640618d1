/**
 * A node dies, comes back, and dies again, as one does whose configuration or memory is bad and
 * whose supervisor is stubborn. Each life costs the others an election or a reconnect.
 */
import type { Fault } from './fault.ts'
import { exitsTold } from './kill.ts'
import { effectOf } from './measured.ts'
import { describeNodes, each, numberOf, start, targetNodes } from './planning.ts'

/** A life shorter than this would end before the node had said anything. */
const LIFE_MINIMUM_MS = 200

export const CRASH_LOOP: Fault = {
  kind: 'crash-loop',
  group: 'process',
  summary: 'The process dies again and again, and is restarted each time.',
  aims: 'nodes',
  parameters: {
    type: 'object',
    properties: {
      everyMs: {
        type: 'integer',
        minimum: 500,
        default: 2000,
        description: 'time from one death to the next',
      },
      downForMs: {
        type: 'integer',
        minimum: 0,
        default: 500,
        description: 'how long the node stays down each time',
      },
    },
    additionalProperties: false,
  },
  plan(order) {
    const nodes = targetNodes(order)
    const downForMs = numberOf(order.parameters, 'downForMs')
    return {
      apply: each(nodes, (node) => ({ kind: 'crash', node, crash: 'process' })),
      steps: [{ afterMs: downForMs, actions: start(nodes) }],
      repeatEveryMs: Math.max(numberOf(order.parameters, 'everyMs'), downForMs + LIFE_MINIMUM_MS),
      undo: start(nodes),
      target: describeNodes(nodes),
    }
  },
  effect: ({ exits, downMs }) =>
    effectOf([exits !== undefined && exitsTold(exits, downMs)], 'no process was seen to die'),
}
