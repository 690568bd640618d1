/** Goal: every axis has few, round labels. Method: known ranges, and any range. */
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  linearTicks,
  logarithmicTicks,
  tickLabel,
  timeTicks,
} from '../../../renderer/series/ticks.ts'

describe('ticks', () => {
  it('are round on a linear axis', () => {
    expect(linearTicks(0, 430, 4)).toEqual([0, 200, 400])
    expect(linearTicks(0, 0.7, 4)).toEqual([0, 0.2, 0.4, 0.6])
    expect(linearTicks(-1, 1, 2)).toEqual([-1, 0, 1])
  })

  it('are whole minutes on a long time axis', () => {
    expect(timeTicks(0, 20_000, 5)).toEqual([0, 5_000, 10_000, 15_000, 20_000])
    expect(timeTicks(0, 600_000, 6)).toEqual([0, 120_000, 240_000, 360_000, 480_000, 600_000])
  })

  it('are 1, 2, 5 within a decade and powers over many', () => {
    expect(logarithmicTicks(1, 10, 4)).toEqual([1, 2, 5, 10])
    expect(logarithmicTicks(0.5, 5000, 4)).toEqual([1, 10, 100, 1000])
    expect(logarithmicTicks(3, 4, 4)).toEqual([])
    expect(logarithmicTicks(0, 10, 4)).toEqual([])
  })

  it('never leave the range, and never are more than one over the most', () => {
    const value = fc.double({ min: -1e6, max: 1e6, noNaN: true })
    fc.assert(
      fc.property(value, fc.double({ min: 1e-3, max: 1e6, noNaN: true }), (from, length) => {
        for (const ticks of [
          linearTicks(from, from + length, 5),
          timeTicks(from, from + length, 5),
        ]) {
          expect(ticks.length).toBeLessThanOrEqual(6)
          const room = length * 1e-6 + 1e-6
          for (const tick of ticks) {
            expect(tick).toBeGreaterThanOrEqual(from - room)
            expect(tick).toBeLessThanOrEqual(from + length + room)
          }
        }
      }),
    )
  })

  it('read as people tell time', () => {
    expect([0, 500, 12_500, 90_000, 3_723_000, -2000].map(tickLabel)).toEqual([
      '0 s',
      '0.5 s',
      '12.5 s',
      '1:30 min',
      '1:02:03',
      '−2 s',
    ])
  })
})
