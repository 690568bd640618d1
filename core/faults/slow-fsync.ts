/** Every fsync of a node takes at least so long: a worn drive, a noisy neighbour. */
import type { Fault } from './fault.ts'
import { count, effectOf, span } from './measured.ts'
import { describeNodes, each, lift, numberOf, targetNodes } from './planning.ts'

export const SLOW_FSYNC: Fault = {
  kind: 'slow-fsync',
  group: 'disk',
  summary: 'Every fsync takes at least so long.',
  aims: 'nodes',
  parameters: {
    type: 'object',
    properties: {
      takesMs: {
        type: 'integer',
        minimum: 1,
        maximum: 60_000,
        default: 100,
        description: 'how long an fsync takes at least',
      },
    },
    additionalProperties: false,
  },
  plan(order) {
    const nodes = targetNodes(order)
    const ms = numberOf(order.parameters, 'takesMs')
    return {
      apply: each(nodes, (node) => ({
        kind: 'disk',
        id: order.id,
        node,
        rule: { type: 'slow-fsync', ms },
      })),
      undo: lift(order),
      target: describeNodes(nodes),
    }
  },
  effect: ({ slowedSyncs, slowedMs }) =>
    effectOf(
      [
        slowedSyncs !== undefined &&
          `${count(slowedSyncs, 'fsync')} slowed by ${span((slowedMs ?? 0) / slowedSyncs)} on average`,
      ],
      'no fsync was slowed',
    ),
}
