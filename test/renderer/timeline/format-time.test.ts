import { describe, expect, it } from 'vitest'
import {
  amountText,
  countText,
  dateText,
  momentText,
  spanText,
} from '../../../renderer/timeline/format-time.ts'

describe('times as people read them', () => {
  it('tell a moment to the millisecond, and nearer in a short view', () => {
    expect(momentText(12_031_250)).toBe('12.031 s')
    expect(momentText(12_031_250, 5_000)).toBe('12.031250 s')
  })

  it('tell a span in the unit that fits', () => {
    expect(spanText(850)).toBe('850 µs')
    expect(spanText(40_000)).toBe('40 ms')
    expect(spanText(1_254_000)).toBe('1.25 s')
    expect(spanText(999_700)).toBe('1 s')
    expect(spanText(744_000_000)).toBe('12.4 min')
  })

  it('group the digits of a count', () => {
    expect(countText(7)).toBe('7')
    expect(countText(1_004_212)).toBe('1,004,212')
    expect(amountText(1, 'event')).toBe('1 event')
    expect(amountText(2_000, 'event')).toBe('2,000 events')
  })

  it('are empty for what is no date', () => {
    expect(dateText('nonsense')).toBe('')
    expect(dateText('2026-11-20T13:42:00Z')).toMatch(/^\d+ Nov 2026, \d\d:\d\d$/)
  })
})
