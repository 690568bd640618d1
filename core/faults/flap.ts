/**
 * A link that comes and goes: a bad cable, a switch that reboots. Harder than a clean cut,
 * because every side keeps getting just enough to believe in the other.
 */
import type { Fault } from './fault.ts'
import { describeLinks, lift, numberOf } from './planning.ts'
import { count, effectOf } from './measured.ts'

export const FLAP: Fault = {
  kind: 'flap',
  group: 'network',
  summary: 'The chosen links come and go.',
  aims: 'links',
  parameters: {
    type: 'object',
    properties: {
      downForMs: {
        type: 'integer',
        minimum: 50,
        default: 500,
        description: 'how long a link is gone each time',
      },
      upForMs: {
        type: 'integer',
        minimum: 50,
        default: 500,
        description: 'how long it is back each time',
      },
    },
    additionalProperties: false,
  },
  plan(order) {
    const { links } = order.targets
    const downForMs = numberOf(order.parameters, 'downForMs')
    return {
      apply: links.map(({ from, to }) => ({
        kind: 'link',
        id: order.id,
        from,
        to,
        rule: { type: 'cut' },
      })),
      steps: [{ afterMs: downForMs, actions: lift(order) }],
      repeatEveryMs: downForMs + numberOf(order.parameters, 'upForMs'),
      undo: lift(order),
      target: describeLinks(links),
    }
  },
  effect: ({ dropped }) =>
    effectOf(
      [dropped !== undefined && `${count(dropped, 'message')} dropped`],
      'no message met the gaps',
    ),
}
