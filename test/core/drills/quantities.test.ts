/** Goal: what people write means exactly one number. Method: tables, and round trips. */
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  formatDuration,
  parseBandwidth,
  parseDuration,
  parseRange,
  parseRate,
  parseRatio,
} from '../../../core/drills/quantities.ts'

const RUNS = { seed: 20_26, numRuns: 300 }

describe('durations', () => {
  it.each([
    ['250ms', 250],
    ['5s', 5000],
    ['1.5s', 1500],
    ['0.001s', 1],
    ['2m', 120_000],
    ['1h', 3_600_000],
    ['5 s', 5000],
    ['0s', 0],
  ])('%s is %i ms', (text, ms) => {
    expect(parseDuration(text)).toBe(ms)
  })

  it.each(['5', 's', '5sec', '-5s', '1.5ms', '0.0001s', '1e3s', '25h', '', '5s5s', ' ', '.5s'])(
    '%j is none',
    (text) => {
      expect(parseDuration(text)).toBeNull()
    },
  )

  it('may be negative where that makes sense', () => {
    expect(parseDuration('-2s', true)).toBe(-2000)
  })

  it('come back from their own text', () => {
    const ms = fc.integer({ min: -86_400_000, max: 86_400_000 })
    fc.assert(
      fc.property(ms, (value) => parseDuration(formatDuration(value), true) === value),
      RUNS,
    )
  })
})

describe('rates, shares and bandwidths', () => {
  it.each([
    ['400/s', 400],
    ['6000/m', 100],
    ['400 / s', 400],
  ])('%s', (text, perSecond) => {
    expect(parseRate(text)).toBe(perSecond)
  })

  it.each(['400', '0/s', '1/m', '4.5/s', '400/h', '-4/s'])('%j is no rate', (text) => {
    expect(parseRate(text)).toBeNull()
  })

  it.each([
    ['2%', 1, 50],
    ['0.02', 1, 50],
    [0.02, 1, 50],
    ['12.5%', 1, 8],
    [1, 1, 1],
    ['0%', 0, 1],
    ['100%', 1, 1],
  ])('%j is %i in %i', (value, numerator, denominator) => {
    expect(parseRatio(value)).toEqual({ numerator, denominator })
  })

  it.each(['101%', 1.1, -0.1, 'half', NaN, Infinity, '%', null])('%j is no share', (value) => {
    expect(parseRatio(value)).toBeNull()
  })

  it('keeps a percentage exact', () => {
    const hundredths = fc.integer({ min: 0, max: 10_000 })
    fc.assert(
      fc.property(hundredths, (value) => {
        const share = parseRatio(`${(value / 100).toFixed(2)}%`)
        return share !== null && share.numerator * 10_000 === value * share.denominator
      }),
      RUNS,
    )
  })

  it.each([
    ['64kB/s', 64_000],
    ['1.5MB/s', 1_500_000],
    ['10B/s', 10],
  ])('%s', (text, bytes) => {
    expect(parseBandwidth(text)).toBe(bytes)
  })

  it.each(['64kB', '0B/s', '64KB/s', '0.5B/s'])('%j is no bandwidth', (text) => {
    expect(parseBandwidth(text)).toBeNull()
  })

  it('reads spans of time', () => {
    expect(parseRange('5s..12s')).toEqual({ fromMs: 5000, toMs: 12_000 })
    for (const text of ['12s..5s', '5s', '5s..5s', '1s..2s..3s', '..']) {
      expect(parseRange(text)).toBeNull()
    }
  })
})
