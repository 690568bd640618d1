/** Goal: steps move the wall clock alone, drift moves both, and a due timer is really due. */
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { SimulatedClock } from '../../../core/simulation/clock.ts'

describe('simulated clock', () => {
  it('shows the true time until it is disturbed', () => {
    const clock = new SimulatedClock(1_000)
    expect(clock.nowMs(2_500_999)).toBe(3_500)
    expect(clock.offsetMs(2_500_999)).toBe(0)
  })

  it('steps the wall clock and leaves the timers', () => {
    const clock = new SimulatedClock(0)
    clock.step(-300)
    expect(clock.nowMs(1_000_000)).toBe(700)
    expect(clock.steadyUs(1_000_000)).toBe(1_000_000)
  })

  it('keeps what it gained when the rate is lifted, until it is straightened', () => {
    const clock = new SimulatedClock(0)
    clock.setRate('fast', 100_000, 1_000_000)
    expect(clock.nowMs(2_000_000)).toBe(2_100)
    expect(clock.lift('fast', 2_000_000)).toBe(100)
    expect(clock.lift('fast', 2_000_000)).toBeNull()
    expect(clock.nowMs(3_000_000)).toBe(3_100)
    clock.straighten(3_000_000)
    expect(clock.nowMs(4_000_000)).toBe(4_000)
    expect(clock.steadyUs(4_000_000)).toBe(4_100_000)
  })

  it('strobes the wall clock to and fro, leaves the timers, and is right when it is lifted', () => {
    const clock = new SimulatedClock(0)
    clock.strobe('to and fro', 2_000, 100)
    const shown = [1_000_000, 1_100_000, 1_200_000, 1_300_000].map((us) => clock.nowMs(us))
    expect(shown).toEqual([3_000, 1_100, 3_200, 1_300])
    expect(clock.steadyUs(1_200_000)).toBe(1_200_000)
    expect(clock.ruleIds()).toEqual(['to and fro'])
    expect(clock.lift('to and fro', 1_250_000)).toBe(2_000)
    expect(clock.nowMs(1_250_000)).toBe(1_250)
  })

  it('finds the first true time at which a timer is due', () => {
    const rates = fc.integer({ min: -900_000, max: 2_000_000 })
    fc.assert(
      fc.property(rates, fc.nat(10_000_000), fc.nat(10_000_000), (rate, startUs, afterUs) => {
        const clock = new SimulatedClock(0)
        clock.setRate('drift', rate, startUs)
        const dueUs = clock.steadyUs(startUs) + afterUs
        const trueUs = clock.trueUs(dueUs)
        expect(clock.steadyUs(trueUs)).toBeGreaterThanOrEqual(dueUs)
        if (trueUs > startUs) expect(clock.steadyUs(trueUs - 1)).toBeLessThan(dueUs)
      }),
      { seed: 3, numRuns: 500 },
    )
  })
})
