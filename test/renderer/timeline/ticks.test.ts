import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { roundStepUs, tickLabel, ticksOf } from '../../../renderer/timeline/ticks.ts'

describe('the ticks of an axis', () => {
  it('are round, ascending, inside, and never closer than a label is wide', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 3_600_000_000 }),
        fc.integer({ min: 1_000, max: 3_600_000_000 }),
        fc.integer({ min: 100, max: 4_000 }),
        (fromUs, spanUs, widthPx) => {
          const ticks = ticksOf(fromUs, fromUs + spanUs, widthPx)
          for (const [place, { atUs }] of ticks.entries()) {
            expect(atUs).toBeGreaterThanOrEqual(fromUs)
            expect(atUs).toBeLessThanOrEqual(fromUs + spanUs)
            const before = ticks[place - 1]
            if (before === undefined) continue
            expect(((atUs - before.atUs) * widthPx) / spanUs).toBeGreaterThanOrEqual(79)
          }
        },
      ),
    )
  })

  it('step by 1, 2 or 5, and from a minute on as a clock does', () => {
    expect(roundStepUs(3)).toBe(5)
    expect(roundStepUs(51)).toBe(100)
    expect(roundStepUs(11_000_000)).toBe(15_000_000)
    expect(roundStepUs(61_000_000)).toBe(120_000_000)
  })

  it('are written with as many digits as the step has', () => {
    expect(ticksOf(12_000_000, 12_040_000, 960).map(({ label }) => label)).toEqual([
      '12.000',
      '12.005',
      '12.010',
      '12.015',
      '12.020',
      '12.025',
      '12.030',
      '12.035',
      '12.040',
    ])
    expect(tickLabel(5_000_000, 1_000_000, 30_000_000)).toBe('5')
  })

  it('are written as minutes and hours in a long run', () => {
    expect(tickLabel(725_000_000, 5_000_000, 900_000_000)).toBe('12:05')
    expect(tickLabel(3_725_500_000, 500_000, 4e9)).toBe('1:02:05.5')
  })
})
