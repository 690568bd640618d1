/**
 * Somebody deploys a release with a published bug on some of the nodes. Undone by putting the
 * drill's own release back.
 */
import type { Fault } from './fault.ts'
import { count, effectOf } from './measured.ts'
import { describeNodes, each, targetNodes, textOf } from './planning.ts'

export const BAD_RELEASE: Fault = {
  kind: 'bad-release',
  group: 'people',
  summary: 'A release with a known bug is deployed on some nodes.',
  aims: 'nodes',
  parameters: {
    type: 'object',
    properties: {
      release: {
        type: 'string',
        minLength: 1,
        maxLength: 100,
        description: 'the name of a mutant of the system',
      },
    },
    required: ['release'],
    additionalProperties: false,
  },
  plan(order) {
    const nodes = targetNodes(order)
    const release = textOf(order.parameters, 'release')
    return {
      apply: each(nodes, (node) => [
        { kind: 'stop', node },
        { kind: 'start', node, release },
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
      [starts !== undefined && `${count(starts, 'start')} with another release`],
      'no node was seen to start with the release',
    ),
}
