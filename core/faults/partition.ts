/**
 * The network falls apart: machines on different sides do not hear each other. Shapes are in
 * `partition-shapes.ts`; a target of `groups` divides the machines as it says, and nodes that
 * it leaves out form a last group.
 */
import type { Action } from './action.ts'
import type { Fault, FaultOrder } from './fault.ts'
import { count, effectOf } from './measured.ts'
import { divide, divideGroups, SHAPES } from './partition-shapes.ts'
import type { Division, DrawnDivision, Shape } from './partition-shapes.ts'
import { lift, textOf } from './planning.ts'

export const PARTITION: Fault = {
  kind: 'partition',
  group: 'network',
  summary: 'The network falls apart: halves, isolate, majorities-ring, bridge, one-way or groups.',
  aims: 'groups',
  parameters: {
    type: 'object',
    properties: {
      shape: {
        type: 'string',
        enum: SHAPES,
        default: 'halves',
        description: `one of ${SHAPES.join(', ')}`,
      },
    },
    additionalProperties: false,
  },
  plan(order) {
    const { cuts, told, named } = division(order)
    const apply = cuts.map(({ from, to }): Action => ({
      kind: 'link',
      id: order.id,
      from,
      to,
      rule: { type: 'cut' },
    }))
    const pinned = named === undefined ? {} : { pinned: { names: named } }
    return { apply, undo: lift(order), target: told, ...pinned }
  },
  effect: ({ dropped }) =>
    effectOf(
      [dropped !== undefined && `${count(dropped, 'message')} dropped`],
      'no message met the partition',
    ),
}

function division(order: FaultOrder): Division & Partial<DrawnDivision> {
  const { groups, all } = order.targets
  if (groups === undefined) {
    return divide(textOf(order.parameters, 'shape') as Shape, order.targets, order.prng)
  }
  return divideGroups([...groups, all.nodes])
}
