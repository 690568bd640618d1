/** Goal: every seed has one cell, all of them are seen where they can be, and keys reach each. */
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  cellAfterKey,
  gridLayout,
  indexAt,
  placeOf,
} from '../../../renderer/views/explore/grid-layout.ts'

const space = fc.record({
  count: fc.integer({ min: 1, max: 10_000 }),
  widthPx: fc.integer({ min: 40, max: 2_000 }),
  heightPx: fc.integer({ min: 40, max: 1_200 }),
  lastSeed: fc.integer({ min: 1, max: 999_999_999 }),
})

const layoutOf = (count: number, widthPx = 580, heightPx = 500) =>
  gridLayout({ count, widthPx, heightPx, lastSeed: count })

describe('the grid of seeds', () => {
  it('finds each cell where it was placed', () => {
    fc.assert(
      fc.property(space, fc.nat(), (given, any) => {
        const layout = gridLayout(given)
        const index = any % given.count
        const { xPx, yPx } = placeOf(layout, index)
        expect(indexAt(layout, { xPx: xPx + 1, yPx: yPx + 1 })).toBe(index)
        expect(yPx + layout.cellPx).toBeLessThanOrEqual(layout.heightPx)
      }),
    )
  })

  it('has no cell in the gutter, and none behind the last seed', () => {
    const layout = layoutOf(301)
    expect(indexAt(layout, { xPx: 2, yPx: 2 })).toBeNull()
    const last = placeOf(layout, 300)
    expect(indexAt(layout, { xPx: last.xPx + layout.cellPx + 1, yPx: last.yPx + 1 })).toBeNull()
  })

  it('shows a few hundred seeds at once, the larger the fewer, and rows that can be counted', () => {
    const few = layoutOf(100)
    const many = layoutOf(1_500)
    expect(few.heightPx).toBeLessThanOrEqual(500)
    expect(many.heightPx).toBeLessThanOrEqual(500)
    expect(few.cellPx).toBeGreaterThan(many.cellPx)
    expect([few.columns % 5, many.columns % 10]).toEqual([0, 0])
  })

  it('scrolls with ten thousand, in cells that can still be hit', () => {
    const layout = layoutOf(10_000)
    expect(layout.cellPx).toBeGreaterThanOrEqual(11)
    expect(layout.heightPx).toBeGreaterThan(500)
    expect(layout.rows * layout.columns).toBeGreaterThanOrEqual(10_000)
  })

  it('moves by cell, by row, by page and to either end', () => {
    const layout = { ...layoutOf(95), columns: 10 }
    const after = (index: number, key: string) => cellAfterKey(layout, index, { key, pageRows: 4 })
    expect(after(12, 'ArrowRight')).toBe(13)
    expect(after(12, 'ArrowLeft')).toBe(11)
    expect(after(12, 'ArrowDown')).toBe(22)
    expect(after(12, 'ArrowUp')).toBe(2)
    expect(after(12, 'PageDown')).toBe(52)
    expect(after(12, 'PageUp')).toBe(2)
    expect(after(12, 'Home')).toBe(0)
    expect(after(12, 'End')).toBe(94)
    expect(after(12, 'x')).toBeNull()
  })

  it('stays where there is nothing further', () => {
    const layout = { ...layoutOf(95), columns: 10 }
    const after = (index: number, key: string) => cellAfterKey(layout, index, { key, pageRows: 4 })
    expect(after(0, 'ArrowLeft')).toBe(0)
    expect(after(3, 'ArrowUp')).toBe(3)
    expect(after(94, 'ArrowRight')).toBe(94)
    expect(after(88, 'ArrowDown')).toBe(88)
  })
})
