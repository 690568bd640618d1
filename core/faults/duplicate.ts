/** A share of the messages arrives twice. */
import { linkFault, probability, ratioOf } from './link-fault.ts'
import { count, effectOf } from './measured.ts'

export const DUPLICATE = linkFault({
  kind: 'duplicate',
  summary: 'A share of the messages arrives twice.',
  properties: { share: probability('share of the messages that arrives twice', '10%') },
  rules: (parameters) => [{ type: 'duplicate', probability: ratioOf(parameters, 'share') }],
  effect: ({ duplicated }) =>
    effectOf(
      [duplicated !== undefined && `${count(duplicated, 'message')} delivered twice`],
      'no message was repeated',
    ),
})
