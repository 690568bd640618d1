/**
 * The process stands still (SIGSTOP): its connections stay open, its timers do not run, and it
 * wakes believing that no time has passed. A long collection of garbage, a suspended machine.
 */
import type { Fault } from './fault.ts'
import { count, effectOf, span } from './measured.ts'
import { describeNodes, each, targetNodes } from './planning.ts'

export const PAUSE: Fault = {
  kind: 'pause',
  group: 'process',
  summary: 'The process stands still with its connections open, then goes on.',
  aims: 'nodes',
  parameters: { type: 'object', properties: {}, additionalProperties: false },
  plan(order) {
    const nodes = targetNodes(order)
    return {
      apply: each(nodes, (node) => ({ kind: 'pause', node })),
      undo: each(nodes, (node) => ({ kind: 'resume', node })),
      target: describeNodes(nodes),
    }
  },
  effect: ({ pauses, downMs }) =>
    effectOf(
      [
        pauses !== undefined && count(pauses, 'pause'),
        pauses !== undefined && downMs !== undefined && `${span(downMs)} standing still in all`,
      ],
      'no process was seen to stand still',
    ),
}
