/** Goal: a figure reads as what was measured and never better. Method: known values. */
import { describe, expect, it } from 'vitest'
import {
  counted,
  formatBytes,
  formatCount,
  formatMoment,
  formatMs,
  formatNines,
  formatShare,
} from '../../../renderer/components/figures.ts'

describe('figures', () => {
  it('give a duration three digits and the unit that fits', () => {
    expect(
      [0, 0.123, 4.744, 37.94, 999.4, 999.6, 1250, 59_960, 125_000, -1500].map(formatMs),
    ).toEqual([
      '0 ms',
      '0.12 ms',
      '4.74 ms',
      '37.9 ms',
      '999 ms',
      '1.00 s',
      '1.25 s',
      '1 min',
      '2 min 5 s',
      '−1.50 s',
    ])
  })

  it('say a dash for what was not measured', () => {
    expect([formatMs(null), formatCount(NaN), formatShare(null), formatNines(null)]).toEqual(
      Array(4).fill('–'),
    )
  })

  it('never round an availability up to all or down to nothing', () => {
    expect([1, 0.999_99, 0.9984, 0.000_001, 0].map(formatShare)).toEqual([
      '100 %',
      '99.99 %',
      '99.84 %',
      '0.01 %',
      '0 %',
    ])
  })

  it('count nines only where they are', () => {
    expect([1, 0.999, 0.9989, 0.99, 0.95, 0.5].map(formatNines)).toEqual([
      'no outage seen',
      '3 nines',
      '2 nines',
      '2 nines',
      '1 nine',
      'less than one nine',
    ])
  })

  it('read bytes in decimal units', () => {
    expect([0, 999, 1000, 13_828_096, 999_600_000].map(formatBytes)).toEqual([
      '0 B',
      '999 B',
      '1.00 kB',
      '13.8 MB',
      '1.00 GB',
    ])
  })

  it('name one thing in the singular', () => {
    expect([counted(1, 'run'), counted(1200, 'run')]).toEqual(['1 run', '1,200 runs'])
  })

  it('say the year only of another year', () => {
    const now = new Date(2026, 10, 21)
    expect(formatMoment(new Date(2026, 10, 20, 13, 42).toISOString(), now)).toBe('20 Nov, 13:42')
    expect(formatMoment(new Date(2024, 1, 3, 9, 5).toISOString(), now)).toBe('3 Feb 2024, 09:05')
    expect(formatMoment('yesterday', now)).toBe('–')
  })
})
