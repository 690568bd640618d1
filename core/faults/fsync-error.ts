/**
 * Syncs fail: what was written is gone, and no second sync brings it back, though it may claim so.
 * A node must stop at the first. Source: Rebello and others, "Can Applications Recover from fsync
 * Failures?" (ATC 2020).
 *
 * Undone by lifting the rule and starting what stopped itself.
 */
import type { Fault } from './fault.ts'
import { exitsTold } from './kill.ts'
import { count, effectOf } from './measured.ts'
import { describeNodes, each, lift, start, targetNodes } from './planning.ts'

export const FSYNC_ERROR: Fault = {
  kind: 'fsync-error',
  group: 'disk',
  summary: 'Every fsync fails, and what it should have saved is lost.',
  aims: 'nodes',
  parameters: { type: 'object', properties: {}, additionalProperties: false },
  plan(order) {
    const nodes = targetNodes(order)
    return {
      apply: each(nodes, (node) => ({
        kind: 'disk',
        id: order.id,
        node,
        rule: { type: 'fsync-error' },
      })),
      undo: [...lift(order), ...start(nodes)],
      target: describeNodes(nodes),
    }
  },
  effect: ({ failedSyncs, exits, downMs }) =>
    effectOf(
      [
        failedSyncs !== undefined && `${count(failedSyncs, 'fsync')} failed`,
        exits !== undefined && exitsTold(exits, downMs),
      ],
      'no fsync met the error',
    ),
}
