import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { findEvent, onlyLane } from '../../../renderer/timeline/find-event.ts'
import { isEmpty, NO_FILTER, toggled } from '../../../renderer/timeline/filter.ts'
import { LatestOnly } from '../../../renderer/timeline/latest-only.ts'
import { windowOf } from './columns.ts'

const DURATION_US = 100_000

describe('the next event', () => {
  it('of a lane is the nearest one, wherever it is and however many there are', async () => {
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
          expect((await findEvent(search, from, 'forward'))?.atUs).toBe(after?.atUs)
          expect((await findEvent(search, from, 'backward'))?.atUs).toBe(before?.atUs)
        },
      ),
    )
  })

  it('goes through all lanes in the order of time, each event once, and back the same way', async () => {
    const event = fc.record({
      atUs: fc.integer({ min: 0, max: 400 }),
      lane: fc.integer({ min: 0, max: 3 }),
    })
    await fc.assert(
      fc.asyncProperty(fc.array(event, { maxLength: 40 }), async (unsorted) => {
        const events = [...unsorted]
          .sort((left, right) => left.atUs - right.atUs)
          .map((one, place) => ({ ...one, id: place + 1 }))
        const window = ({ fromUs, toUs }: { fromUs: number; toUs: number }) => {
          const inside = events.filter((one) => one.atUs >= fromUs && one.atUs < toUs)
          // A window holds messages too that were sent in it and are received much later.
          const late = events.filter((one) => one.atUs >= toUs && one.id % 3 === 0)
          return Promise.resolve(windowOf(fromUs, toUs, [...inside, ...late]))
        }
        const search = { window, durationUs: 400, firstUs: 10 }
        const walked: number[] = []
        let stand = { lane: null, atUs: 0, event: 0 }
        for (;;) {
          const found = await findEvent(search, stand, 'forward')
          if (found === null) break
          walked.push(found.event)
          stand = { lane: null, ...found }
        }
        expect(walked).toEqual(events.map(({ id }) => id))
        const back = [...walked]
        for (back.pop(); back.length > 0; back.pop()) {
          const found = await findEvent(search, stand, 'backward')
          expect(found?.event).toBe(back.at(-1))
          if (found !== null) stand = { lane: null, ...found }
        }
      }),
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
