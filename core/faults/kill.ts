/**
 * The process of a node is gone between two instructions (SIGKILL). What it had written stays,
 * as the operating system keeps it. Undone by starting the node again.
 */
import type { Fault } from './fault.ts'
import { effectOf, span } from './measured.ts'
import { describeNodes, each, start, targetNodes } from './planning.ts'

export const KILL: Fault = {
  kind: 'kill',
  group: 'process',
  summary: 'The process dies at once; its disk keeps what was written.',
  aims: 'nodes',
  parameters: { type: 'object', properties: {}, additionalProperties: false },
  plan(order) {
    const nodes = targetNodes(order)
    return {
      apply: each(nodes, (node) => ({ kind: 'crash', node, crash: 'process' })),
      undo: start(nodes),
      target: describeNodes(nodes),
    }
  },
  effect: ({ exits, downMs }) =>
    effectOf([exits !== undefined && exitsTold(exits, downMs)], 'no process was seen to die'),
}

/** For every fault that takes processes down. */
export function exitsTold(exits: number, downMs: number | undefined): string {
  const times = exits === 1 ? 'went down once' : `went down ${exits} times`
  return downMs === undefined ? times : `${times}, ${span(downMs)} down in all`
}
