/** Goal: an axis that hides no moment and swaps none. Method: known moments, and any moments. */
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { brokenAxis } from '../../../renderer/views/verdict/broken-axis.ts'

const WIDTH = 800

describe('the axis of a witness', () => {
  it('is not broken where moments are spread evenly', () => {
    const axis = brokenAxis({ momentsUs: [0, 100, 200, 300, 400], widthPx: WIDTH })
    expect(axis.breaks).toEqual([])
    expect(axis.toPx(200)).toBe(WIDTH / 2)
  })

  it('leaves out a second between milliseconds', () => {
    const momentsUs = [0, 3, 5, 9, 1_000_000, 1_000_004, 1_000_010].map((us) => us * 1000)
    const axis = brokenAxis({ momentsUs, widthPx: WIDTH })
    expect(axis.breaks.map(({ fromUs, toUs }) => [fromUs, toUs])).toEqual([[9e3, 1e9]])
    // 19 ms share all that is left of the width.
    expect(axis.toPx(9e3) - axis.toPx(0)).toBeGreaterThan(WIDTH / 3)
  })

  it('leaves out several spans of about the same length', () => {
    const momentsUs = [0, 3, 5, 9, 1000, 1004, 1010, 1990, 1993, 1999].map((ms) => ms * 1000)
    const axis = brokenAxis({ momentsUs, widthPx: WIDTH })
    expect(axis.breaks.map(({ fromUs, toUs }) => [fromUs, toUs])).toEqual([
      [9e3, 1e6],
      [1010e3, 1990e3],
    ])
  })

  it('keeps the order and the width, whatever the moments', () => {
    const moments = fc.array(fc.integer({ min: 0, max: 2 ** 40 }), { minLength: 1, maxLength: 40 })
    fc.assert(
      fc.property(moments, (momentsUs) => {
        const axis = brokenAxis({ momentsUs, widthPx: WIDTH })
        let before = -Infinity
        for (const us of momentsUs.toSorted((one, other) => one - other)) {
          const px = axis.toPx(us)
          expect(px).toBeGreaterThanOrEqual(before)
          expect(px).toBeGreaterThanOrEqual(0)
          before = px
        }
        if (axis.breaks.length < 10) expect(before).toBeLessThanOrEqual(WIDTH)
      }),
    )
  })

  it('holds what is outside at its edges', () => {
    const axis = brokenAxis({ momentsUs: [100, 200], widthPx: WIDTH })
    expect([axis.toPx(0), axis.toPx(1000)]).toEqual([0, WIDTH])
  })
})
