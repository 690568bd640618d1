/**
 * Goal: figures read well at every edge. Method: a table of values, the edges among them.
 */
import { describe, expect, it } from 'vitest'
import {
  bytes,
  count,
  counted,
  duration,
  milliseconds,
  percentage,
} from '../../../electron/cli/format.ts'

describe('a figure', () => {
  it.each([
    [0, '0 ms'],
    [0.4, '0 ms'],
    [999.4, '999 ms'],
    [999.6, '1.0 s'],
    [59_949, '59.9 s'],
    [59_951, '1 min 0 s'],
    [119_600, '2 min 0 s'],
    [125_000, '2 min 5 s'],
    [-1_400, '-1.4 s'],
    [null, 'n/a'],
    [NaN, 'n/a'],
  ])('of %s ms as a duration is %s', (ms, text) => expect(duration(ms)).toBe(text))

  it.each([
    [0.834, '0.83 ms'],
    [12.54, '12.5 ms'],
    [1204.4, '1,204 ms'],
    [null, 'n/a'],
  ])('of %s ms as a latency is %s', (ms, text) => expect(milliseconds(ms)).toBe(text))

  it.each([
    [0, '0.0 %'],
    [0.57, '57.0 %'],
    [0.992, '99.2 %'],
    [0.99951, '99.951 %'],
    [0.999999, 'over 99.999 %'],
    [1, '100.0 %'],
    [null, 'n/a'],
  ])('of the share %s is %s', (share, text) => expect(percentage(share)).toBe(text))

  it.each([
    [999, '999 B'],
    [1_000, '1.0 kB'],
    [999_960, '1.0 MB'],
    [37_076_992, '37.1 MB'],
    [2_500_000_000, '2.5 GB'],
  ])('of %s bytes is %s', (size, text) => expect(bytes(size)).toBe(text))

  it('counts things by their number', () => {
    expect(count(12_345)).toBe('12,345')
    expect(counted(1, 'life', 'lives')).toBe('1 life')
    expect(counted(2, 'life', 'lives')).toBe('2 lives')
    expect(counted(0, 'seed')).toBe('0 seeds')
  })
})
