/**
 * Messages take longer. Four shapes: always the same (`constant`), anything between `by - spread`
 * and `by + spread` (`uniform`), mostly near `by` (`normal`), and mostly `by` but now and then up
 * to `at-most` (`heavy-tail`), which is what congested networks do.
 */
import { unreachable } from '../base/assert.ts'
import type { Delay } from './action.ts'
import type { FaultOrder } from './fault.ts'
import { linkFault } from './link-fault.ts'
import { count, effectOf, span } from './measured.ts'
import { numberOf, textOf } from './planning.ts'

type Shape = Delay['shape']
const SHAPES: readonly Shape[] = ['constant', 'uniform', 'normal', 'heavy-tail']

export const DELAY = linkFault({
  kind: 'delay',
  summary: 'Messages take longer: constant, uniform, normal or heavy-tailed.',
  properties: {
    shape: {
      type: 'string',
      enum: SHAPES,
      default: 'constant',
      description: 'one of constant, uniform, normal, heavy-tail',
    },
    byMs: {
      type: 'integer',
      minimum: 0,
      maximum: 60_000,
      default: 100,
      description: 'the delay: all of it, its middle, its mean or its median',
    },
    spreadMs: {
      type: 'integer',
      minimum: 0,
      maximum: 60_000,
      default: 20,
      description: 'half the width (uniform) or the standard deviation (normal)',
    },
    atMostMs: {
      type: 'integer',
      minimum: 0,
      maximum: 60_000,
      default: 2000,
      description: 'the longest delay of a heavy tail',
    },
    keepOrder: {
      type: 'boolean',
      default: true,
      description: 'false to let a message with a short delay overtake one with a long delay',
    },
  },
  rules: (parameters) => [
    { type: 'delay', delay: delayOf(parameters), keepOrder: parameters['keepOrder'] !== false },
  ],
  effect: ({ delayed, delayedMs }) =>
    effectOf(
      [
        delayed !== undefined &&
          `${count(delayed, 'message')} delayed, ${span((delayedMs ?? 0) / delayed)} on average`,
      ],
      'no message was delayed',
    ),
})

function delayOf(parameters: FaultOrder['parameters']): Delay {
  const shape = textOf(parameters, 'shape') as Shape
  const byMs = numberOf(parameters, 'byMs')
  const spreadMs = numberOf(parameters, 'spreadMs')
  switch (shape) {
    case 'constant':
      return { shape, ms: byMs }
    case 'uniform':
      return { shape, fromMs: Math.max(0, byMs - spreadMs), toMs: byMs + spreadMs }
    case 'normal':
      return { shape, meanMs: byMs, deviationMs: spreadMs }
    case 'heavy-tail':
      return {
        shape,
        medianMs: byMs,
        maximumMs: Math.max(byMs, numberOf(parameters, 'atMostMs')),
      }
    default:
      return unreachable(shape, 'delay shape')
  }
}
