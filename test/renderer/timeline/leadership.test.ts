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
  const both = (left: number, right: number) => [
    { from: left, to: right, rule: 'cut' },
    { from: right, to: left, rule: 'cut' },
  ]

  it('are the machines that it names', () => {
    expect(struckLanes({ lanes: [2], links: both(0, 1) })).toEqual([2])
  })

  it('are the few that were cut off from the many', () => {
    expect(struckLanes({ lanes: [], links: [1, 2, 3, 4].flatMap((to) => both(0, to)) })).toEqual([
      0,
    ])
  })

  it('are all of them where none stands out', () => {
    expect(struckLanes({ lanes: [], links: both(1, 3) })).toEqual([1, 3])
  })
})
