import { describe, expect, it } from 'vitest'
import type { PlannedEntry } from '../../../electron/ipc/shapes/drills.ts'
import type { RoomFault } from '../../../electron/ipc/shapes/room.ts'
import { faultSpans, stillPlanned } from '../../../renderer/charts/fault-spans.ts'
import { axisOver, shareOf, ticksOf, timeAt } from '../../../renderer/charts/time-axis.ts'

describe('the time axis', () => {
  it('covers the planned drill, and grows in steps once the drill runs on', () => {
    expect(axisOver(20_000, -3000)).toEqual({ fromMs: 0, toMs: 20_000 })
    expect(axisOver(20_000, 20_000)).toEqual({ fromMs: 0, toMs: 20_000 })
    expect(axisOver(20_000, 20_001).toMs).toBe(22_000)
    expect(axisOver(20_000, 21_900)).toEqual(axisOver(20_000, 20_001))
  })

  it('leads from a moment to its place and back', () => {
    const axis = { fromMs: 0, toMs: 30_000 }
    expect(timeAt(axis, shareOf(axis, 12_400))).toBeCloseTo(12_400)
  })

  it('has ticks at round moments that keep their distance', () => {
    const texts = ticksOf({ fromMs: 0, toMs: 30_000 }, 1000).map(({ text }) => text)
    expect(texts).toEqual(['0 s', '5 s', '10 s', '15 s', '20 s', '25 s', '30 s'])
    for (const [width, toMs] of [
      [1000, 30_000],
      [800, 600_000],
      [1500, 3_600_000],
      [700, 5000],
    ] as const) {
      const ticks = ticksOf({ fromMs: 0, toMs }, width)
      expect(ticks.length).toBeGreaterThan(2)
      expect(ticks.length - 1).toBeLessThanOrEqual(width / 70)
    }
    expect(ticksOf({ fromMs: 0, toMs: 600_000 }, 800).at(-1)?.text).toBe('10 min')
  })
})

const planned = (atMs: number, endsAtMs: number | null): PlannedEntry => ({
  atMs,
  what: 'fault',
  kind: 'kill',
  target: 'leader',
  parameters: '',
  endsAtMs,
})
const fault = (id: string, atMs: number, undoneAtMs: number | null): RoomFault => ({
  id,
  kind: 'cut',
  target: 'n1',
  atMs,
  endsAtMs: null,
  undoneAtMs,
  byHand: false,
  proven: false,
  effect: '',
  nodes: [],
  links: [],
})

describe('faults on the axis', () => {
  const axis = { fromMs: 0, toMs: 20_000 }

  it('last until they are undone, until now, or until they are planned to end', () => {
    const faults = [fault('f1', 1000, 3000), fault('f2', 4000, null)]
    const spans = faultSpans(faults, [planned(9000, null)], axis, 5000)
    expect(spans.map(({ fromMs, toMs, standing }) => [fromMs, toMs, standing])).toEqual([
      [1000, 3000, 'past'],
      [4000, 5000, 'active'],
      [9000, 20_000, 'planned'],
    ])
  })

  it('stand in rows in which no two are at the same time', () => {
    const faults = [fault('f1', 0, 5000), fault('f2', 2000, 6000), fault('f3', 5000, 7000)]
    expect(faultSpans(faults, [], axis, 8000).map(({ row }) => row)).toEqual([0, 1, 0])
  })

  it('move on with the time while the schedule is held, and keep their length', () => {
    const schedule = [planned(1000, 3000), planned(4000, null)]
    expect(faultSpans([], schedule, axis, 5000)).toMatchObject([
      { fromMs: 5000, toMs: 7000 },
      { fromMs: 8000, toMs: axis.toMs },
    ])
  })

  it('are planned while the schedule has not handed them out', () => {
    const schedule = [planned(1000, null), planned(2000, null)]
    expect(stillPlanned(schedule, 1)).toEqual([schedule[1]])
    expect(stillPlanned(schedule, 0)).toEqual([])
  })
})
