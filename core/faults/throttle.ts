/** A link carries no more than so many bytes a second; what does not fit waits. */
import { linkFault } from './link-fault.ts'
import { count, effectOf, span } from './measured.ts'
import { numberOf } from './planning.ts'

export const THROTTLE = linkFault({
  kind: 'throttle',
  summary: 'The link carries only so many bytes a second; the rest waits.',
  properties: {
    bandwidth: {
      type: 'string',
      quantity: 'bandwidth',
      default: '64kB/s',
      description: 'what one direction of one link carries',
    },
  },
  rules: (parameters) => [{ type: 'throttle', bytesPerSecond: numberOf(parameters, 'bandwidth') }],
  effect: ({ delayed, delayedMs }) =>
    effectOf(
      [
        delayed !== undefined &&
          `${count(delayed, 'message')} waited, ${span((delayedMs ?? 0) / delayed)} on average`,
      ],
      'no message had to wait',
    ),
})
