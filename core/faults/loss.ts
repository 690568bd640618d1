/** A share of the messages never arrives. */
import { linkFault, probability, ratioOf } from './link-fault.ts'
import { count, effectOf, grouped } from './measured.ts'

export const LOSS = linkFault({
  kind: 'loss',
  summary: 'A share of the messages never arrives.',
  properties: { share: probability('share of the messages that is lost', '10%') },
  rules: (parameters) => [{ type: 'loss', probability: ratioOf(parameters, 'share') }],
  effect: ({ dropped, messages }) =>
    effectOf(
      [
        dropped !== undefined &&
          `${count(dropped, 'message')} dropped${messages === undefined ? '' : ` of ${grouped(messages)}`}`,
      ],
      'no message was dropped',
    ),
})
