/** Connections are torn down, and torn down again as soon as they are back. */
import { linkFault } from './link-fault.ts'
import { count, effectOf } from './measured.ts'
import { numberOf } from './planning.ts'

export const RESET = linkFault({
  kind: 'reset',
  summary: 'The connections of the chosen links are torn down, again and again.',
  properties: {
    everyMs: {
      type: 'integer',
      minimum: 50,
      maximum: 60_000,
      default: 1000,
      description: 'time between two resets of the same link',
    },
  },
  rules: (parameters) => [{ type: 'reset', everyMs: numberOf(parameters, 'everyMs') }],
  effect: ({ resets }) =>
    effectOf(
      [resets !== undefined && `${count(resets, 'connection')} torn down`],
      'no connection was torn down',
    ),
})
