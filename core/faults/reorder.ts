/** A share of the messages is held back, so that later ones overtake them. */
import { linkFault, probability, ratioOf } from './link-fault.ts'
import { count, effectOf } from './measured.ts'
import { numberOf } from './planning.ts'

export const REORDER = linkFault({
  kind: 'reorder',
  summary: 'A share of the messages is overtaken by later ones.',
  properties: {
    share: probability('share of the messages that is held back', '10%'),
    byMs: {
      type: 'integer',
      minimum: 1,
      maximum: 60_000,
      default: 50,
      description: 'how long such a message is held back at most',
    },
  },
  rules: (parameters) => [
    {
      type: 'reorder',
      probability: ratioOf(parameters, 'share'),
      byMs: numberOf(parameters, 'byMs'),
    },
  ],
  effect: ({ reordered }) =>
    effectOf(
      [reordered !== undefined && `${count(reordered, 'message')} held back`],
      'no message was held back',
    ),
})
