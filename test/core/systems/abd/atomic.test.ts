/**
 * Goal: the register is atomic whatever happens to its nodes and links, replicas end up equal,
 * and the release without write-back is caught. Method: many seeds in the simulated world.
 */
import { describe, expect, it } from 'vitest'
import type { EventType, HistoryEvent } from '../../../../core/history/operation.ts'
import { timestampsMonotonic } from '../../../../core/systems/abd/timestamps-monotonic.ts'
import { contradictions } from './fixtures/atomicity.ts'
import { runStorm } from './fixtures/storm.ts'

const SEEDS = Number(process.env['ABD_SEEDS'] ?? 150)

describe('the register under random faults', () => {
  it(`is atomic and converges, ${SEEDS} seeds`, () => {
    let acknowledged = 0
    let unknown = 0
    for (let number = 0; number < SEEDS; number++) {
      const seed = `abd ${number}`
      const nodes = number % 3 === 0 ? 5 : 3
      const world = runStorm({ seed, nodes, clients: 4, release: 'correct', faults: 12 })
      const where = `seed ${seed}`
      expect(world.breaches, where).toEqual([])
      expect(world.phases, where).toEqual({ ready: 4, finished: 4 })
      expect(contradictions(world.history), where).toEqual([])
      const recording = world.recording()
      expect(timestampsMonotonic.check(recording, 1e6).verdict, where).toBe('valid')
      const states = recording.finalStates.map(({ description }) => description?.state)
      expect(new Set(states.map((state) => JSON.stringify(state))).size, where).toBe(1)
      acknowledged += world.history.filter((event) => event.type === 'ok').length
      unknown += world.history.filter((event) => event.type === 'info').length
    }
    expect(acknowledged).toBeGreaterThan(SEEDS * 40)
    expect(unknown).toBeGreaterThan(SEEDS / 10)
  })

  it('loses atomicity without write-back on these seeds, and keeps it with', () => {
    for (const seed of ['m4', 'm7', 'm26']) {
      const options = { keys: 1, reads: 3, writes: 1 }
      const storm = { seed, nodes: 5, clients: 6, faults: 0, slowMs: 150, options }
      const wrong = runStorm({ ...storm, release: 'no-write-back' })
      expect(contradictions(wrong.history), seed).not.toEqual([])
      expect(contradictions(runStorm({ ...storm, release: 'correct' }).history), seed).toEqual([])
    }
  })
})

describe('the judge of these histories', () => {
  const event = (index: number, process: number, type: EventType, f: string, value?: number) => ({
    ...{ index, time: index, process, type, f, key: 'k' },
    ...(value === undefined ? {} : { value }),
  })

  it('accepts a read that overlaps the write and refuses an older one after it', () => {
    const newThenOld = (last: number): readonly HistoryEvent[] => [
      event(0, 0, 'invoke', 'write', 1),
      event(1, 0, 'ok', 'write', 1),
      event(2, 0, 'invoke', 'write', 2),
      event(3, 1, 'invoke', 'read'),
      event(4, 1, 'ok', 'read', 2),
      event(5, 2, 'invoke', 'read'),
      event(6, 2, 'ok', 'read', last),
    ]
    expect(contradictions(newThenOld(2))).toEqual([])
    expect(contradictions(newThenOld(1))).toEqual(['k: 1 was both before and after 2'])
    expect(contradictions(newThenOld(3))).toHaveLength(1)
  })
})
