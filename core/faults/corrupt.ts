/**
 * A share of the messages arrives with flipped bits. The receiver's checksum must notice: the
 * proof is in the frames that it refused.
 */
import { linkFault, probability, ratioOf } from './link-fault.ts'
import { count, effectOf, grouped } from './measured.ts'

export const CORRUPT = linkFault({
  kind: 'corrupt',
  summary: 'A share of the messages arrives damaged.',
  properties: { share: probability('share of the messages that is damaged', '1%') },
  rules: (parameters) => [{ type: 'corrupt', probability: ratioOf(parameters, 'share') }],
  effect: ({ corrupted, refused }) =>
    effectOf(
      [
        corrupted !== undefined && `${count(corrupted, 'message')} damaged`,
        refused !== undefined && `${grouped(refused)} refused by their checksum`,
      ],
      'no message was damaged',
    ),
})
