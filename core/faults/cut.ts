/**
 * Messages on the chosen links are dropped, in one direction or both. The connection itself may
 * stay open, so neither side is told.
 */
import { linkFault } from './link-fault.ts'
import { count, effectOf } from './measured.ts'

export const CUT = linkFault({
  kind: 'cut',
  summary: 'Nothing passes on the chosen links: n1 -> n2, or n1 <-> n2 for both directions.',
  properties: {},
  rules: () => [{ type: 'cut' }],
  effect: ({ dropped }) =>
    effectOf(
      [dropped !== undefined && `${count(dropped, 'message')} dropped`],
      'no message met the cut',
    ),
})
