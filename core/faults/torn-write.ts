/**
 * The power goes in the middle of a write: a piece of the first record that was not synced is on
 * the disk. First the disk stalls for a moment, so that a write is under way when it happens.
 * Undone by starting the nodes, which must take the piece for what it is: the end of their log.
 */
import type { Fault } from './fault.ts'
import { exitsTold } from './kill.ts'
import { count, effectOf } from './measured.ts'
import { describeNodes, each, lift, numberOf, start, targetNodes } from './planning.ts'

export const TORN_WRITE: Fault = {
  kind: 'torn-write',
  group: 'disk',
  summary: 'The disk stalls, and the power goes in the middle of a write.',
  aims: 'nodes',
  parameters: {
    type: 'object',
    properties: {
      stallMs: {
        type: 'integer',
        minimum: 1,
        maximum: 10_000,
        default: 200,
        description: 'how long the disk stalls before the power goes',
      },
    },
    additionalProperties: false,
  },
  plan(order) {
    const nodes = targetNodes(order)
    const stallMs = numberOf(order.parameters, 'stallMs')
    return {
      apply: each(nodes, (node) => ({
        kind: 'disk',
        id: order.id,
        node,
        // Longer than the stall: no sync that began in it is done when the power goes.
        rule: { type: 'slow-fsync', ms: 2 * stallMs },
      })),
      steps: [
        {
          afterMs: stallMs,
          actions: [
            ...each(nodes, (node) => ({ kind: 'crash', node, crash: 'torn' })),
            ...lift(order),
          ],
        },
      ],
      undo: [...lift(order), ...start(nodes)],
      target: describeNodes(nodes),
    }
  },
  effect: ({ exits, downMs, bytesLost }) =>
    effectOf(
      [
        bytesLost !== undefined &&
          `${count(bytesLost, 'unsynced byte')} lost, the first record torn`,
        bytesLost !== undefined && exits !== undefined && exitsTold(exits, downMs),
      ],
      'no write was under way when the power went',
    ),
}
