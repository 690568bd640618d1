import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { SegmentList } from '../../../renderer/timeline/segments.ts'
import {
  levelFor,
  rootLevel,
  tileFromUs,
  tileName,
  tilesCovering,
  tileToUs,
} from '../../../renderer/timeline/tile-grid.ts'
import { TimeScale } from '../../../renderer/timeline/time-scale.ts'
import { windowOf } from './columns.ts'

const RUN_US = 8_000_000
const ROOT = rootLevel(RUN_US)
const scale = TimeScale.whole(RUN_US, 1_400).zoomedAt(700, 0.01)
const level = levelFor(scale)
const visible = tilesCovering(level, scale.fromUs, scale.toUs)

function sourceOf(names: readonly number[]) {
  const tiles = new Map(names.map((name) => [name, windowOf(tileFromUs(name), tileToUs(name), [])]))
  return { tile: (name: number) => tiles.get(name) }
}

describe('the stretches of a view', () => {
  it('are the tiles themselves once all are there', () => {
    const list = new SegmentList()
    list.fill(sourceOf(visible), scale, ROOT)
    expect(list.length).toBe(visible.length)
    expect(list.incomplete).toBe(false)
    expect(list.at(list.length - 1).last).toBe(true)
  })

  it('are one stretch of the whole run while only that is there', () => {
    const list = new SegmentList()
    list.fill(sourceOf([tileName(ROOT, 0)]), scale, ROOT)
    expect(list.length).toBe(1)
    expect(list.at(0)).toMatchObject({ fromUs: scale.fromUs, toUs: scale.toUs, last: true })
    expect(list.incomplete).toBe(true)
  })

  it('cover the view without hole or overlap, whatever is there', () => {
    fc.assert(
      fc.property(fc.subarray([...visible]), (there) => {
        const list = new SegmentList()
        list.fill(sourceOf([tileName(ROOT, 0), ...there]), scale, ROOT)
        let untilUs = scale.fromUs
        for (let place = 0; place < list.length; place++) {
          expect(list.at(place).fromUs).toBe(untilUs)
          untilUs = list.at(place).toUs
          expect(list.at(place).last).toBe(place === list.length - 1)
        }
        expect(untilUs).toBe(scale.toUs)
      }),
    )
  })

  it('are none where nothing is there', () => {
    const list = new SegmentList()
    list.fill(sourceOf([]), scale, ROOT)
    expect(list.length).toBe(0)
  })
})
