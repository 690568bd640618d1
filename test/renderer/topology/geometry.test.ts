import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  aroundEllipse,
  beside,
  crosses,
  distance,
  shortened,
  sideOf,
} from '../../../renderer/topology/geometry.ts'

const point = fc.record({
  x: fc.integer({ min: 0, max: 900 }),
  y: fc.integer({ min: 0, max: 500 }),
})
const segment = fc.record({ from: point, to: point })

describe('the geometry of the topology', () => {
  it('finds that two segments cross inside both', () => {
    const down = { from: { x: 5, y: 0 }, to: { x: 5, y: 10 } }
    const right = { from: { x: 0, y: 5 }, to: { x: 10, y: 5 } }
    const far = { from: { x: 6, y: 5 }, to: { x: 10, y: 5 } }
    expect(crosses(down, right)).toBe(true)
    expect(crosses(down, far)).toBe(false)
  })

  it('takes a touch of an end for no crossing', () => {
    const down = { from: { x: 5, y: 0 }, to: { x: 5, y: 5 } }
    const right = { from: { x: 0, y: 5 }, to: { x: 10, y: 5 } }
    expect(crosses(down, right)).toBe(false)
  })

  it('says the same of a crossing in whatever order and direction it is asked', () => {
    fc.assert(
      fc.property(segment, segment, (one, other) => {
        const turned = { from: one.to, to: one.from }
        expect(crosses(one, other)).toBe(crosses(other, one))
        expect(crosses(turned, other)).toBe(crosses(one, other))
      }),
    )
  })

  it('calls left what lies to the left of who walks down the screen: its right side', () => {
    const down = { from: { x: 5, y: 0 }, to: { x: 5, y: 10 } }
    expect(sideOf(down, { x: 9, y: 5 })).toBeGreaterThan(0)
    expect(sideOf(down, { x: 1, y: 5 })).toBeLessThan(0)
  })

  it('shortens a segment at both ends, to nothing where it is too short', () => {
    const segment = { from: { x: 0, y: 0 }, to: { x: 10, y: 0 } }
    expect(shortened(segment, 2, 3)).toEqual({ from: { x: 2, y: 0 }, to: { x: 7, y: 0 } })
    expect(shortened(segment, 6, 6)).toEqual({ from: segment.from, to: segment.from })
  })

  it('keeps the length of a segment that is drawn beside itself', () => {
    const moved = beside({ from: { x: 0, y: 0 }, to: { x: 30, y: 40 } }, 4)
    expect(distance(moved.from, moved.to)).toBeCloseTo(50)
    expect(distance(moved.from, { x: 0, y: 0 })).toBeCloseTo(4)
  })

  it('begins at the top of an ellipse and keeps equal distances along it', () => {
    const points = aroundEllipse({ x: 0, y: 0 }, { x: 300, y: 100 }, 25)
    expect(points).toHaveLength(25)
    expect(points[0]).toMatchObject({ y: -100 })
    const gaps = points.map((at, index) => distance(at, points[(index + 1) % 25] ?? at))
    expect(Math.max(...gaps) / Math.min(...gaps)).toBeLessThan(1.2)
  })
})
