/**
 * A bad network all at once: messages are lost, repeated, overtaken and damaged on the same
 * links. Bugs that survive each of these alone are found by their meeting.
 */
import { linkFault, probability, ratioOf } from './link-fault.ts'
import { count, effectOf, grouped } from './measured.ts'
import { numberOf } from './planning.ts'

export const LOSSY = linkFault({
  kind: 'lossy',
  summary: 'Loss, duplication, reordering and corruption on the same links at once.',
  properties: {
    loss: probability('share of the messages that is lost', '5%'),
    duplicate: probability('share of the messages that arrives twice', '5%'),
    reorder: probability('share of the messages that is held back', '10%'),
    corrupt: probability('share of the messages that is damaged', '1%'),
    byMs: {
      type: 'integer',
      minimum: 1,
      maximum: 60_000,
      default: 30,
      description: 'how long a reordered message is held back at most',
    },
  },
  rules: (parameters) => [
    { type: 'loss', probability: ratioOf(parameters, 'loss') },
    { type: 'corrupt', probability: ratioOf(parameters, 'corrupt') },
    { type: 'duplicate', probability: ratioOf(parameters, 'duplicate') },
    {
      type: 'reorder',
      probability: ratioOf(parameters, 'reorder'),
      byMs: numberOf(parameters, 'byMs'),
    },
  ],
  effect: ({ dropped, duplicated, reordered, corrupted, refused }) =>
    effectOf(
      [
        dropped !== undefined && `${count(dropped, 'message')} dropped`,
        duplicated !== undefined && `${grouped(duplicated)} repeated`,
        reordered !== undefined && `${grouped(reordered)} held back`,
        corrupted !== undefined && `${grouped(corrupted)} damaged`,
        refused !== undefined && `${grouped(refused)} refused by their checksum`,
      ],
      'no message was touched',
    ),
})
