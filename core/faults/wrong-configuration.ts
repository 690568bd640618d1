/**
 * Some nodes are restarted with other settings than the rest. Undone by restarting them with the
 * drill's own.
 */
import type { Fault } from './fault.ts'
import { count, effectOf } from './measured.ts'
import { describeNodes, each, targetNodes } from './planning.ts'

export const WRONG_CONFIGURATION: Fault = {
  kind: 'wrong-configuration',
  group: 'people',
  summary: 'Some nodes are restarted with other settings than the rest.',
  aims: 'nodes',
  parameters: {
    type: 'object',
    properties: {
      options: {
        type: 'object',
        properties: {},
        additionalProperties: false,
        quantity: 'system-options',
        description: 'settings of the system, as under `system`',
      },
    },
    required: ['options'],
    additionalProperties: false,
  },
  plan(order) {
    const nodes = targetNodes(order)
    const options = order.parameters['options'] as { readonly [name: string]: unknown }
    return {
      apply: each(nodes, (node) => [
        { kind: 'stop', node },
        { kind: 'start', node, options },
      ]),
      undo: each(nodes, (node) => [
        { kind: 'stop', node },
        { kind: 'start', node },
      ]),
      target: describeNodes(nodes),
    }
  },
  effect: ({ starts }) =>
    effectOf(
      [starts !== undefined && `${count(starts, 'start')} with other settings`],
      'no node was seen to start with the settings',
    ),
}
