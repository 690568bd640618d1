import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  levelFor,
  levelOf,
  parentOf,
  placeOf,
  rootLevel,
  tileFromUs,
  tileName,
  tilesCovering,
  tileToUs,
  wantedTiles,
} from '../../../renderer/timeline/tile-grid.ts'
import { TimeScale } from '../../../renderer/timeline/time-scale.ts'

const views = fc
  .record({
    duration: fc.integer({ min: 1, max: 4_000_000_000 }),
    width: fc.integer({ min: 300, max: 4_000 }),
    zoom: fc.double({ min: 1e-7, max: 1, noNaN: true }),
    share: fc.double({ min: 0, max: 1, noNaN: true }),
  })
  .map(({ duration, width, zoom, share }) =>
    TimeScale.whole(duration, width).zoomedAt(share * width, zoom),
  )

describe('the tiles of a timeline', () => {
  it('keep level and place in their names', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 40 }),
        fc.integer({ min: 0, max: 2 ** 32 }),
        (level, place) => {
          const name = tileName(level, place)
          expect([levelOf(name), placeOf(name)]).toEqual([level, place])
          expect(Number.isSafeInteger(name)).toBe(true)
        },
      ),
    )
  })

  it('cover a view without a hole, and not with more than it needs', () => {
    fc.assert(
      fc.property(views, (scale) => {
        const { visible } = wantedTiles(scale)
        expect(tileFromUs(visible[0] as number)).toBeLessThanOrEqual(scale.fromUs)
        expect(tileToUs(visible.at(-1) as number)).toBeGreaterThanOrEqual(scale.toUs)
        for (const [place, name] of visible.entries()) {
          if (place > 0) expect(tileFromUs(name)).toBe(tileToUs(visible[place - 1] as number))
        }
        expect(visible.length).toBeLessThanOrEqual(Math.ceil(scale.widthPx / 512) + 1)
      }),
    )
  })

  it('have bins of two to four pixels, where the run is longer than a tile', () => {
    const scale = TimeScale.whole(60_000_000, 1_400).zoomedAt(700, 0.013)
    const tilePx = 2 ** levelFor(scale) * scale.pxPerUs
    expect(tilePx).toBeGreaterThanOrEqual(512)
    expect(tilePx).toBeLessThan(1_024)
  })

  it('lie inside their parents, up to the one that holds the run', () => {
    let [name] = tilesCovering(10, 12_345_678, 12_345_999)
    const root = rootLevel(60_000_000)
    while (levelOf(name as number) < root) {
      const parent = parentOf(name as number)
      expect(tileFromUs(parent)).toBeLessThanOrEqual(tileFromUs(name as number))
      expect(tileToUs(parent)).toBeGreaterThanOrEqual(tileToUs(name as number))
      name = parent
    }
    expect(name).toBe(tileName(root, 0))
    expect(tileToUs(tileName(root, 0))).toBeGreaterThan(60_000_000)
  })

  it('are wanted beside and above what is seen, and the root always', () => {
    const scale = TimeScale.whole(60_000_000, 1_400).zoomedAt(700, 0.01)
    const { visible, near } = wantedTiles(scale)
    expect(near).toContain(tileName(rootLevel(60_000_000), 0))
    expect(near).toContain((visible[0] as number) - 1)
    expect(near).toContain((visible.at(-1) as number) + 1)
    expect(near).toContain(parentOf(visible[0] as number))
    expect(near.filter((name) => visible.includes(name))).toEqual([])
  })
})
