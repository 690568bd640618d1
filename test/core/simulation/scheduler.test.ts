/** Goal: one order for every run. Method: against a sorted list, with random instants. */
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { Scheduler } from '../../../core/simulation/scheduler.ts'

describe('scheduler', () => {
  it('takes events by instant, then by the order of scheduling', () => {
    fc.assert(
      fc.property(fc.array(fc.nat(50), { maxLength: 300 }), (instants) => {
        const scheduler = new Scheduler<number>()
        instants.forEach((instant, index) => scheduler.schedule(instant, index))
        const taken: number[] = []
        for (;;) {
          const event = scheduler.next(100)
          if (event === undefined) break
          expect(scheduler.nowUs).toBe(instants[event])
          taken.push(event)
        }
        const sorted = instants
          .map((instant, index) => ({ instant, index }))
          .sort((left, right) => left.instant - right.instant || left.index - right.index)
        expect(taken).toEqual(sorted.map(({ index }) => index))
        expect(scheduler.nowUs).toBe(100)
      }),
      { seed: 7, numRuns: 200 },
    )
  })

  it('keeps the order when events are scheduled between takes', () => {
    fc.assert(
      fc.property(
        fc.array(fc.record({ after: fc.nat(9), take: fc.boolean() }), { maxLength: 300 }),
        (steps) => {
          const scheduler = new Scheduler<number>()
          const pending: { at: number; order: number }[] = []
          steps.forEach(({ after, take }, order) => {
            const at = scheduler.nowUs + after
            scheduler.schedule(at, order)
            pending.push({ at, order })
            if (!take) return
            pending.sort((left, right) => left.at - right.at || left.order - right.order)
            expect(scheduler.next(1e9)).toBe(pending.shift()?.order)
          })
          expect(scheduler.pending).toBe(pending.length)
        },
      ),
      { seed: 8, numRuns: 200 },
    )
  })

  it('jumps over idle time and stops where it is told', () => {
    const scheduler = new Scheduler<string>()
    scheduler.schedule(3_600_000_000, 'an hour later')
    expect(scheduler.next(1_000)).toBeUndefined()
    expect(scheduler.nowUs).toBe(1_000)
    expect(scheduler.next(4_000_000_000)).toBe('an hour later')
    expect(scheduler.nowUs).toBe(3_600_000_000)
  })

  it('refuses the past, and time that stands still', () => {
    const scheduler = new Scheduler<number>()
    scheduler.next(10)
    expect(() => scheduler.schedule(9, 0)).toThrow(/scheduled 9 us at 10 us/)
    scheduler.schedule(10, 0)
    expect(() => {
      for (;;) {
        scheduler.next(10)
        scheduler.schedule(10, 0)
      }
    }).toThrow(/time stands still/)
  })
})
