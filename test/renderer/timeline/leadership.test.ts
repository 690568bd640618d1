import { describe, expect, it } from 'vitest'
import { gapsOf, leaderships } from '../../../renderer/timeline/leadership.ts'
import { struckLanes } from '../../../renderer/timeline/struck-lanes.ts'

const always = { lives: [{ incarnation: 1, fromUs: 0, toUs: null }] }
const lane = (
  name: string,
  lives: { incarnation: number; fromUs: number; toUs: number | null }[],
) => ({
  name,
  role: 'node' as const,
  lives,
})

describe('leadership along a lane', () => {
  it('lasts until a higher term, or until its machine went down', () => {
    const lanes = [
      lane('n1', [{ incarnation: 1, fromUs: 0, toUs: 500 }]),
      lane('n2', always.lives),
      lane('n3', always.lives),
    ]
    const elections = [
      { atUs: 100, lane: 0, term: 1 },
      { atUs: 700, lane: 1, term: 2 },
      { atUs: 900, lane: 2, term: 3 },
    ]
    expect(leaderships(elections, lanes, 1_000)).toEqual([
      { lane: 0, fromUs: 100, toUs: 500, term: 1 },
      { lane: 1, fromUs: 700, toUs: 900, term: 2 },
      { lane: 2, fromUs: 900, toUs: 1_000, term: 3 },
    ])
  })
})

describe('the gaps of a lane', () => {
  it('lie between lives and after the last one', () => {
    const lives = [
      { incarnation: 1, fromUs: 10, toUs: 100 },
      { incarnation: 2, fromUs: 300, toUs: 400 },
    ]
    expect(gapsOf({ lives }, 1_000)).toEqual([
      { fromUs: 0, toUs: 10 },
      { fromUs: 100, toUs: 300 },
      { fromUs: 400, toUs: 1_000 },
    ])
    expect(gapsOf(always, 1_000)).toEqual([])
  })
})

describe('the lanes that a fault is drawn on', () => {
  const roles = 'nnnnncc'.split('').map((letter) => ({
    role: letter === 'n' ? ('node' as const) : ('client' as const),
  }))
  const both = (left: number, right: number) => [
    { from: left, to: right, rule: 'cut' },
    { from: right, to: left, rule: 'cut' },
  ]
  const between = (one: readonly number[], other: readonly number[]) =>
    one.flatMap((left) => other.flatMap((right) => both(left, right)))

  it('are the machines that it names', () => {
    expect(struckLanes({ lanes: [2], links: both(0, 1) }, roles)).toEqual([2])
  })

  it('are the few that were cut off from the many, with their clients', () => {
    expect(struckLanes({ lanes: [], links: between([0], [1, 2, 3, 4]) }, roles)).toEqual([0])
    const halves = between([2, 5, 6], [0, 1, 3, 4])
    expect(struckLanes({ lanes: [], links: halves }, roles)).toEqual([2, 5, 6])
  })

  it('are all of them where neither side is the smaller, or there are no two sides', () => {
    expect(struckLanes({ lanes: [], links: both(1, 3) }, roles)).toEqual([1, 3])
    const ring = [...both(0, 1), ...both(1, 2), ...both(2, 0)]
    expect(struckLanes({ lanes: [], links: ring }, roles)).toEqual([0, 1, 2])
    expect(struckLanes({ lanes: [], links: between([5, 6], [0, 1]) }, roles)).toEqual([0, 1, 5, 6])
  })
})
