/** Goal: a drawn schedule keeps its bounds for every seed. Method: properties over many draws. */
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { Prng } from '../../../core/base/prng.ts'
import type { RandomSchedule } from '../../../core/drills/drill.ts'
import { randomSchedule } from '../../../core/drills/random-schedule.ts'

const KINDS = ['kill', 'pause', 'loss', 'flap'].map((kind) => ({ kind, parameters: {} }))

const schedules = fc
  .record({
    everyMs: fc.integer({ min: 100, max: 5000 }),
    from: fc.integer({ min: 0, max: 4000 }),
    more: fc.integer({ min: 0, max: 4000 }),
    atMostActive: fc.integer({ min: 1, max: 4 }),
    startMs: fc.integer({ min: 0, max: 5000 }),
    lengthMs: fc.integer({ min: 1, max: 60_000 }),
  })
  .map(({ everyMs, from, more, atMostActive, startMs, lengthMs }): RandomSchedule => ({
    kinds: KINDS,
    swarm: true,
    everyMs,
    lastsMs: { from, to: from + more },
    atMostActive,
    startMs,
    endMs: startMs + lengthMs,
  }))
const RUNS = { seed: 5, numRuns: 300 }

describe('random schedules', () => {
  it('never have more faults standing than allowed, and end with none', () => {
    fc.assert(
      fc.property(schedules, fc.string(), (random, seed) => {
        const active = new Set<string>()
        let lastMs = random.startMs
        for (const entry of randomSchedule(random, new Prng(seed))) {
          expect(entry.atMs).toBeGreaterThanOrEqual(lastMs)
          expect(entry.atMs).toBeLessThanOrEqual(random.endMs)
          lastMs = entry.atMs
          if ('fault' in entry) active.add(entry.fault.name ?? '')
          else expect(active.delete(entry.undo)).toBe(true)
          expect(active.size).toBeLessThanOrEqual(random.atMostActive)
        }
        expect(active.size).toBe(0)
      }),
      RUNS,
    )
  })

  it('are the same for the same seed, and leave kinds out for some', () => {
    const random: RandomSchedule = {
      kinds: KINDS,
      swarm: true,
      everyMs: 500,
      lastsMs: { from: 100, to: 400 },
      atMostActive: 2,
      startMs: 0,
      endMs: 60_000,
    }
    const kinds = (seed: string, swarm = true): number => {
      const entries = randomSchedule({ ...random, swarm }, new Prng(seed))
      expect(randomSchedule({ ...random, swarm }, new Prng(seed))).toEqual(entries)
      return new Set(entries.flatMap((entry) => ('fault' in entry ? [entry.fault.kind] : []))).size
    }
    const counts = Array.from({ length: 30 }, (_, seed) => kinds(`${seed}`))
    expect(Math.max(...counts)).toBe(4)
    expect(Math.min(...counts)).toBeLessThan(4)
    const all = Array.from({ length: 30 }, (_, seed) => kinds(`${seed}`, false))
    expect(new Set(all)).toEqual(new Set([4]))
  })
})
