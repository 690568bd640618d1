import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { findInLane, onlyLane } from '../../../renderer/timeline/find-in-lane.ts'
import { isEmpty, NO_FILTER, toggled } from '../../../renderer/timeline/filter.ts'
import { LatestOnly } from '../../../renderer/timeline/latest-only.ts'
import { windowOf } from './columns.ts'

const DURATION_US = 100_000

describe('the next event of a lane', () => {
  it('is the nearest one, wherever it is and however many there are', async () => {
    const times = fc.uniqueArray(fc.integer({ min: 0, max: DURATION_US }), { maxLength: 60 })
    await fc.assert(
      fc.asyncProperty(
        times,
        fc.integer({ min: 0, max: DURATION_US }),
        fc.integer({ min: 1, max: 20 }),
        async (unsorted, atUs, exactMax) => {
          const events = [...unsorted]
            .sort((left, right) => left - right)
            .map((time, place) => ({ id: place + 1, atUs: time, lane: 0 }))
          const window = ({ fromUs, toUs }: { fromUs: number; toUs: number }) => {
            const inside = events.filter((event) => event.atUs >= fromUs && event.atUs < toUs)
            return Promise.resolve(windowOf(fromUs, toUs, inside.length > exactMax ? null : inside))
          }
          const search = { window, durationUs: DURATION_US, firstUs: 500 }
          const from = { lane: 0, atUs, event: 0 }
          const after = events.find((event) => event.atUs >= atUs)
          const before = events.findLast((event) => event.atUs < atUs)
          expect((await findInLane(search, from, 'forward'))?.atUs).toBe(after?.atUs)
          expect((await findInLane(search, from, 'backward'))?.atUs).toBe(before?.atUs)
        },
      ),
    )
  })

  it('is asked for of that lane alone', () => {
    const lanes = [{ name: 'n1' }, { name: 'n2' }, { name: 'c1' }]
    expect(onlyLane(NO_FILTER, lanes, 1).hiddenMachines).toEqual(['n1', 'c1'])
  })
})

describe('a filter', () => {
  it('is empty until something is left out', () => {
    expect(isEmpty(NO_FILTER)).toBe(true)
    expect(isEmpty({ ...NO_FILTER, term: 0 })).toBe(false)
    expect(toggled(toggled([], 'timer'), 'timer')).toEqual([])
  })
})

describe('only the latest request', () => {
  it('is performed after the one under way', async () => {
    const performed: number[] = []
    const gates: (() => void)[] = []
    const latest = new LatestOnly<number>((request) => {
      performed.push(request)
      return new Promise((done) => gates.push(done))
    })
    for (const request of [1, 2, 3]) latest.ask(request)
    gates[0]?.()
    await new Promise((done) => setImmediate(done))
    gates[1]?.()
    await new Promise((done) => setImmediate(done))
    expect(performed).toEqual([1, 3])
    latest.ask(4)
    expect(performed).toEqual([1, 3, 4])
  })
})
