import { describe, expect, it } from 'vitest'
import { nextAround, nextOf } from '../../../renderer/timeline/jumps.ts'
import { stepEvent } from '../../../renderer/timeline/step-event.ts'
import { columnsOf } from './columns.ts'

const EVERYWHERE = { fromUs: 0, toUs: Infinity }
const marks = [{ atUs: 500 }, { atUs: 100 }, { atUs: 900 }]

describe('jumps', () => {
  it('lead to the nearest ahead, never to where one is', () => {
    expect(nextOf(marks, 100, 'forward')?.atUs).toBe(500)
    expect(nextOf(marks, 501.5, 'backward')?.atUs).toBe(500)
    expect(nextOf(marks, 900, 'forward')).toBeNull()
    expect(nextOf([], 0, 'forward')).toBeNull()
  })

  it('go round the end', () => {
    expect(nextAround(marks, 900, 'forward')?.atUs).toBe(100)
    expect(nextAround(marks, 100, 'backward')?.atUs).toBe(900)
  })
})

describe('steps along a lane', () => {
  const events = columnsOf([
    { id: 1, atUs: 10, lane: 0 },
    { id: 2, atUs: 20, lane: 1 },
    { id: 3, atUs: 20, lane: 0 },
    { id: 4, atUs: 20, lane: 0 },
    { id: 5, atUs: 30, lane: 0 },
  ])

  it('pass events of other lanes, and take those of one moment in turn', () => {
    const order: number[] = []
    let stand = { lane: 0, atUs: 0, event: 0 }
    for (;;) {
      const next = stepEvent(events, stand, 'forward', EVERYWHERE)
      if (next === null) break
      order.push(next.event)
      stand = { lane: 0, ...next }
    }
    expect(order).toEqual([1, 3, 4, 5])
    const back: number[] = []
    for (;;) {
      const next = stepEvent(events, stand, 'backward', EVERYWHERE)
      if (next === null) break
      back.push(next.event)
      stand = { lane: 0, ...next }
    }
    expect(back).toEqual([4, 3, 1])
  })
})
