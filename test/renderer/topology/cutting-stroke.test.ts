import { describe, expect, it } from 'vitest'
import { crossedLinks, extendStroke } from '../../../renderer/topology/cutting-stroke.ts'
import { pairOf } from '../../../renderer/topology/links.ts'

const link = (one: string, other: string, x: number, y: number) => ({
  ...pairOf(one, other),
  segment: { from: { x: 0, y }, to: { x, y } },
})
const LINKS = [link('n1', 'n2', 100, 10), link('n3', 'n4', 100, 20), link('n5', 'n6', 20, 30)]
const DOWN = [
  { x: 50, y: 0 },
  { x: 50, y: 15 },
  { x: 50, y: 40 },
]

describe('a stroke across links', () => {
  it('cuts both directions of each link that it crosses, and no other', () => {
    expect(crossedLinks(DOWN, LINKS, false)).toEqual([
      { from: 'n1', to: 'n2', both: true },
      { from: 'n3', to: 'n4', both: true },
    ])
  })

  it('cuts one-way what flows from its left to its right', () => {
    // Down the screen, the left hand points to where x grows.
    expect(crossedLinks(DOWN, LINKS, true)[0]).toEqual({ from: 'n2', to: 'n1', both: false })
    const up = [...DOWN].reverse()
    expect(crossedLinks(up, LINKS, true)[0]).toEqual({ from: 'n1', to: 'n2', both: false })
  })

  it('cuts a link once that it crosses twice, in the direction of the first crossing', () => {
    const there = { x: 50, y: 0 }
    const stroke = [there, { x: 50, y: 15 }, { x: 60, y: 15 }, { x: 60, y: 0 }]
    expect(crossedLinks(stroke, LINKS, true)).toEqual([{ from: 'n2', to: 'n1', both: false }])
  })

  it('takes no notice of a trembling hand', () => {
    const stroke = extendStroke([], { x: 0, y: 0 }, 4)
    expect(extendStroke(stroke, { x: 1, y: 1 }, 4)).toBe(stroke)
    expect(extendStroke(stroke, { x: 9, y: 1 }, 4)).toHaveLength(2)
  })
})
