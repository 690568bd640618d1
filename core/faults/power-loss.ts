/**
 * The power goes. What a node had not synced is gone with it; with `torn`, half of the first
 * such record is on the disk. Undone by starting the nodes.
 */
import type { Fault } from './fault.ts'
import { exitsTold } from './kill.ts'
import { count, effectOf } from './measured.ts'
import { describeNodes, each, start, targetNodes } from './planning.ts'

export const POWER_LOSS: Fault = {
  kind: 'power-loss',
  group: 'disk',
  summary: 'The power goes: what was not synced is lost, or torn.',
  aims: 'nodes',
  parameters: {
    type: 'object',
    properties: {
      torn: {
        type: 'boolean',
        default: false,
        description: 'true to leave half of the first unsynced record on the disk',
      },
    },
    additionalProperties: false,
  },
  plan(order) {
    const nodes = targetNodes(order)
    const crash = order.parameters['torn'] === true ? 'torn' : 'power'
    return {
      apply: each(nodes, (node) => ({ kind: 'crash', node, crash })),
      undo: start(nodes),
      target: describeNodes(nodes),
    }
  },
  effect: ({ exits, downMs, bytesLost }) =>
    effectOf(
      [
        exits !== undefined && exitsTold(exits, downMs),
        exits !== undefined && `${count(bytesLost ?? 0, 'unsynced byte')} lost`,
      ],
      'no node was seen to lose its power',
    ),
}
