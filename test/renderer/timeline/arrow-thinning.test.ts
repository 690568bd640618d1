import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { ARROWS_MAX, isKept, thinningFor } from '../../../renderer/timeline/arrow-thinning.ts'

describe('the thinning of messages', () => {
  it('keeps all of few', () => {
    expect(thinningFor(ARROWS_MAX)).toBe(1)
    expect(isKept(12_345, 1)).toBe(true)
  })

  it('keeps about the share that it says, also of neighbouring numbers', () => {
    for (const thinning of [2, 4, 16, 64]) {
      for (const step of [1, 2, 3, 4]) {
        let kept = 0
        for (let place = 0; place < 20_000; place++) if (isKept(place * step + 1, thinning)) kept++
        expect((kept * thinning) / 20_000).toBeGreaterThan(0.8)
        expect((kept * thinning) / 20_000).toBeLessThan(1.2)
      }
    }
  })

  it('only adds when it gets finer', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 2 ** 32 - 1 }),
        fc.integer({ min: 1, max: 12 }),
        (event, power) => {
          if (isKept(event, 2 ** power)) expect(isKept(event, 2 ** (power - 1))).toBe(true)
        },
      ),
    )
  })
})
