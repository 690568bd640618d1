import { describe, expect, it } from 'vitest'
import { clockText, momentText, spanText } from '../../../renderer/timeline/format-time.ts'

describe('times as people read them', () => {
  it('tell a moment to the millisecond, and nearer in a short view', () => {
    expect(momentText(12_031_250)).toBe('12.031 s')
    expect(momentText(12_031_250, 5_000)).toBe('12.031250 s')
  })

  it('tell a clock by the time of day, where it has one', () => {
    expect(clockText(1_600_000_009_339)).toBe('12:26:49.339')
    expect(clockText(9_339)).toBe('9.339 s')
  })

  it('tell a span in the unit that fits', () => {
    expect(spanText(850)).toBe('850 µs')
    expect(spanText(40_000)).toBe('40 ms')
    expect(spanText(1_254_000)).toBe('1.25 s')
    expect(spanText(999_700)).toBe('1 s')
    expect(spanText(744_000_000)).toBe('12.4 min')
  })
})
