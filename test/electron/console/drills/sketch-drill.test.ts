/** Goal: a drill as lists show it, and when each fault of its schedule ends. */
import { expect, test } from 'vitest'
import type { Drill, ScheduleEntry } from '../../../../core/drills/drill.ts'
import { sketchDrill } from '../../../../electron/console/drills/sketch-drill.ts'
import { listDrills } from '../../../../electron/drill-files/drill-library.ts'
import { drillOf } from '../../../core/drills/scripted.ts'

function pause(changes: { forMs?: number; name?: string } = {}): Drill['schedule'][number] {
  return { atMs: 1000, fault: { kind: 'pause', parameters: {}, ...changes } }
}

function endOfFirst(...schedule: ScheduleEntry[]): number | null | undefined {
  return sketchDrill(drillOf({ schedule })).schedule[0]?.endsAtMs
}

test('A fault without an end lasts as long as the drill.', () => {
  expect(endOfFirst(pause())).toBeNull()
})

test('A fault ends after its own time, or earlier by an undo.', () => {
  expect(endOfFirst(pause({ forMs: 500 }))).toBe(1500)
  expect(endOfFirst(pause({ forMs: 500 }), { atMs: 1200, undo: 'all' })).toBe(1200)
  expect(endOfFirst(pause({ forMs: 500 }), { atMs: 9000, undo: 'all' })).toBe(1500)
})

test('An undo by name ends the fault of that name alone.', () => {
  const undo = { atMs: 3000, undo: 'nap' }
  expect(endOfFirst(pause({ name: 'nap' }), undo)).toBe(3000)
  expect(endOfFirst(pause({ name: 'other' }), undo)).toBeNull()
  expect(endOfFirst(pause(), undo)).toBeNull()
})

test('An undo of before does not end a fault of later, in whatever order the file has them.', () => {
  const { schedule } = sketchDrill(drillOf({ schedule: [pause(), { atMs: 500, undo: 'all' }] }))
  expect(schedule.map(({ atMs, what, endsAtMs }) => [atMs, what, endsAtMs])).toEqual([
    [500, 'undo', null],
    [1000, 'fault', null],
  ])
})

test('A drill of before the fields says its difficulty with a tag.', () => {
  expect(sketchDrill(drillOf({ tags: ['quorum', 'hard'] }))).toMatchObject({
    concept: 'Other',
    difficulty: 'hard',
  })
  expect(sketchDrill(drillOf())).toMatchObject({ concept: 'Other', difficulty: 'medium' })
  const said = drillOf({ concept: 'Time', difficulty: 'easy', tags: ['hard'] })
  expect(sketchDrill(said)).toMatchObject({ concept: 'Time', difficulty: 'easy' })
})

test('Every drill of the library shows what it is about and what happens in it.', async () => {
  for (const { drill } of await listDrills()) {
    const sketch = sketchDrill(drill)
    expect(sketch.concept).not.toBe('Other')
    expect(sketch.expectations.length).toBe(drill.expect.length)
    expect(sketch.schedule.length > 0 || sketch.random !== null).toBe(true)
    for (const { atMs, endsAtMs } of sketch.schedule) {
      expect(endsAtMs ?? Infinity).toBeGreaterThanOrEqual(atMs)
    }
  }
})
