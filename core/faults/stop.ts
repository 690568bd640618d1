/**
 * A node is shut down in good order (SIGTERM): it finishes what is under way and syncs.
 * Undone by starting it again.
 */
import type { Fault } from './fault.ts'
import { exitsTold } from './kill.ts'
import { effectOf } from './measured.ts'
import { describeNodes, each, start, targetNodes } from './planning.ts'

export const STOP: Fault = {
  kind: 'stop',
  group: 'process',
  summary: 'The node is shut down in good order.',
  aims: 'nodes',
  parameters: { type: 'object', properties: {}, additionalProperties: false },
  plan(order) {
    const nodes = targetNodes(order)
    return {
      apply: each(nodes, (node) => ({ kind: 'stop', node })),
      undo: start(nodes),
      target: describeNodes(nodes),
    }
  },
  effect: ({ exits, downMs }) =>
    effectOf([exits !== undefined && exitsTold(exits, downMs)], 'no node was seen to stop'),
}
