/** Goal: faults are offered exactly while the drill takes them. Method: each phase of a drill. */
import { expect, it } from 'vitest'
import { whyNotBreak } from '../../../renderer/views/room/why-not-break.ts'

it('offers faults from the beginning of the workload to its end, and says why not else', () => {
  expect([
    whyNotBreak('starting', 'warm-up'),
    whyNotBreak('running', 'warm-up'),
    whyNotBreak('running', 'drill'),
    whyNotBreak('running', 'recovery'),
    whyNotBreak('judging', 'done'),
  ]).toEqual([
    'once the clients work',
    'once the clients work',
    null,
    'the time for faults is over',
    'the time for faults is over',
  ])
})
