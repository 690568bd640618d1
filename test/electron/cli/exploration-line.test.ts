/** Goal: one line tells how far an exploration is, what it found, and how long it will go on. */
import { expect, it } from 'vitest'
import { explorationLine } from '../../../electron/cli/exploration-line.ts'

const NONE = { seeds: 0, valid: 0, invalid: 0, unknown: 0, simulatedMs: 0 }

it('tells what was found, and how long the rest takes at the same pace', () => {
  const tally = { ...NONE, seeds: 25, valid: 22, invalid: 2, unknown: 1 }
  expect(explorationLine(tally, 100, 5_000)).toBe(
    '[==        ]  25 of 100 seeds, 2 invalid, 1 unknown, 15.0 s left',
  )
})

it('says nothing of what is not there', () => {
  expect(explorationLine({ ...NONE, seeds: 1, valid: 1 }, 1, 900)).toBe('[==========]  1 of 1 seed')
})
