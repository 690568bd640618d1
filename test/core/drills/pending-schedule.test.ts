/**
 * Goal: a schedule that is held comes later and never otherwise: nothing is lost, nothing changes
 * places, and the gaps stay. Method: a few moments by hand, then any schedule and any holds.
 */
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { ScheduleEntry } from '../../../core/drills/drill.ts'
import { PendingSchedule } from '../../../core/drills/pending-schedule.ts'

function entry(atMs: number, undo = `f${atMs}`): ScheduleEntry {
  return { atMs, undo }
}

describe('a schedule', () => {
  it('gives each entry once, when its time has come', () => {
    const schedule = new PendingSchedule([entry(200), entry(100)])
    expect(schedule.take(99)).toEqual([])
    expect(schedule.take(150)).toEqual([entry(100)])
    expect(schedule.take(1000)).toEqual([entry(200)])
    expect(schedule.size).toBe(0)
  })

  it('gives nothing while it is held, and the rest later by as long as it was held', () => {
    const schedule = new PendingSchedule([entry(100), entry(300)])
    schedule.hold(50)
    expect(schedule.take(5_000)).toEqual([])
    expect(schedule.entriesAt(550).map(({ atMs }) => atMs)).toEqual([600, 800])
    expect(schedule.release(1_050)).toBe(1_000)
    expect(schedule.release(1_060)).toBe(0)
    expect(schedule.entriesAt(9_000).map(({ atMs }) => atMs)).toEqual([1_100, 1_300])
    expect(schedule.take(1_099)).toEqual([])
    expect(schedule.take(1_100)).toEqual([entry(100)])
  })

  it('loses nothing and keeps every gap, whatever holds there are', () => {
    const property = fc.property(
      fc.array(fc.nat(2_000), { maxLength: 20 }),
      fc.array(fc.tuple(fc.nat(500), fc.nat(500)), { maxLength: 5 }),
      (times, holds) => {
        const schedule = new PendingSchedule(times.map((atMs, index) => entry(atMs, `${index}`)))
        const came: { readonly atMs: number; readonly undo: string }[] = []
        let nowMs = 0
        let heldMs = 0
        const pass = (ms: number): void => {
          for (const until = nowMs + ms; nowMs < until; nowMs++) {
            for (const due of schedule.take(nowMs)) {
              came.push({ atMs: nowMs - heldMs, undo: 'undo' in due ? due.undo : '' })
            }
          }
        }
        for (const [run, hold] of holds) {
          pass(run)
          schedule.hold(nowMs)
          pass(hold)
          heldMs += schedule.release(nowMs)
        }
        pass(2_001 + heldMs)
        const wanted = times
          .map((atMs, index) => ({ atMs, undo: `${index}` }))
          .sort((left, right) => left.atMs - right.atMs || Number(left.undo) - Number(right.undo))
        expect(came).toEqual(wanted)
      },
    )
    fc.assert(property, { numRuns: 50 })
  })
})
