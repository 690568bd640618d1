import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { SPAN_MIN_US, TimeScale } from '../../../renderer/timeline/time-scale.ts'

const RUN_US = 30_000_000

const scales = fc
  .record({
    duration: fc.integer({ min: 0, max: 4_000_000_000 }),
    width: fc.integer({ min: 1, max: 4_000 }),
    moves: fc.array(
      fc.oneof(
        fc.record({
          x: fc.integer({ min: 0, max: 4_000 }),
          factor: fc.double({ min: 0.01, max: 50, noNaN: true }),
        }),
        fc.record({ pan: fc.integer({ min: -5_000, max: 5_000 }) }),
      ),
      { maxLength: 12 },
    ),
  })
  .map(({ duration, width, moves }) => {
    let scale = TimeScale.whole(duration, width)
    for (const move of moves) {
      scale =
        'pan' in move
          ? scale.pannedBy(move.pan)
          : scale.zoomedAt(Math.min(move.x, width), move.factor)
    }
    return scale
  })

describe('a time scale', () => {
  it('leads from a moment to its pixel and back', () => {
    fc.assert(
      fc.property(scales, fc.double({ min: 0, max: 1, noNaN: true }), (scale, share) => {
        const x = share * scale.widthPx
        expect(scale.xOf(scale.usAt(x))).toBeCloseTo(x, 3)
      }),
    )
  })

  it('never leaves the run and never shows less than a millisecond', () => {
    fc.assert(
      fc.property(scales, (scale) => {
        expect(scale.fromUs).toBeGreaterThanOrEqual(0)
        expect(scale.toUs).toBeLessThanOrEqual(scale.durationUs + 1e-3)
        expect(scale.spanUs).toBeGreaterThanOrEqual(SPAN_MIN_US - 1e-3)
      }),
    )
  })

  it('keeps the moment under the pointer where it is when it zooms', () => {
    const scale = TimeScale.whole(RUN_US, 1_000).zoomedAt(400, 0.1)
    const under = scale.usAt(700)
    expect(scale.zoomedAt(700, 0.5).usAt(700)).toBeCloseTo(under, 3)
  })

  it('is the whole run again after zooming out far enough', () => {
    const scale = TimeScale.whole(RUN_US, 1_000).zoomedAt(123, 0.001).zoomedAt(900, 1e6)
    expect(scale.isWhole).toBe(true)
  })

  it('stops at the ends of the run when it pans', () => {
    const scale = TimeScale.whole(RUN_US, 1_000).zoomedAt(500, 0.1)
    expect(scale.pannedBy(1e9).fromUs).toBe(0)
    expect(scale.pannedBy(-1e9).toUs).toBeCloseTo(RUN_US)
  })
})
