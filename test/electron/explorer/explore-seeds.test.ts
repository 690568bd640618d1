/**
 * Goal: many threads find what one finds. Method: the same seeds in this thread, in one worker and
 * in three; a mutant that is found; a stop in the middle.
 */
import { describe, expect, it } from 'vitest'
import { CHECKERS } from '../../../core/checkers/index.ts'
import type { Drill } from '../../../core/drills/drill.ts'
import { explore } from '../../../core/simulation/explore.ts'
import { DRILLS_FOLDER } from '../../../electron/drill-files/drill-library.ts'
import { loadDrill, parseDrill } from '../../../electron/drill-files/load-drill.ts'
import { exploreSeeds } from '../../../electron/explorer/explore-seeds.ts'
import { outcomeOf, type SeedOutcome } from '../../../electron/explorer/seed-outcome.ts'
import { SMALL_DRILL } from '../cli/small-drill.ts'

function small(): Drill {
  const parsed = parseDrill(SMALL_DRILL, 'small.yaml')
  if (!parsed.ok) throw new Error('the small drill does not load')
  return parsed.drill
}

async function broken(): Promise<Drill> {
  const overrides = ['system.release=local-reads']
  const loaded = await loadDrill(`${DRILLS_FOLDER}stale-read.yaml`, { overrides })
  if (!loaded.ok) throw new Error('stale-read does not load')
  return loaded.drill
}

const bySeed = (left: SeedOutcome, right: SeedOutcome) => Number(left.seed) - Number(right.seed)

describe('exploreSeeds', () => {
  it('tells of every seed what this thread alone finds, however many workers there are', async () => {
    const drill = small()
    const alone: SeedOutcome[] = []
    explore({
      drill,
      checkers: CHECKERS,
      fromSeed: 1,
      toSeed: 10,
      onSeed: (explored) => alone.push(outcomeOf(explored)),
    })
    for (const workers of [1, 3]) {
      const told: SeedOutcome[] = []
      const explored = await exploreSeeds({
        drill,
        fromSeed: 1,
        toSeed: 10,
        workers,
        onOutcome: (outcome) => told.push(outcome),
      })
      expect(told.sort(bySeed)).toEqual(alone)
      expect(explored.seeds).toBe(10)
    }
  })

  it('finds the seeds that fail, in order, and can stop at the first', async () => {
    const drill = await broken()
    const all = await exploreSeeds({ drill, fromSeed: 1, toSeed: 8, workers: 2 })
    expect(all.invalid).toBeGreaterThan(0)
    expect(all.failing.map(({ seed }) => Number(seed))).toEqual(
      all.failing.map(({ seed }) => Number(seed)).sort((left, right) => left - right),
    )
    expect(all.failing[0]).toMatchObject({
      check: 'linearizable',
      why: expect.stringMatching(/^c\d+ read .* acknowledged/),
    })
    const first = await exploreSeeds({
      drill,
      fromSeed: 1,
      toSeed: 400,
      workers: 2,
      stopOnFailure: true,
    })
    expect(first.invalid).toBeGreaterThan(0)
    expect(first.seeds).toBeLessThan(40)
  })

  it('stops when it is told to, and keeps what it has', async () => {
    const drill = small()
    const controller = new AbortController()
    const explored = await exploreSeeds({
      drill,
      fromSeed: 1,
      toSeed: 100_000,
      workers: 2,
      signal: controller.signal,
      onOutcome: () => controller.abort(),
    })
    expect(explored.seeds).toBeGreaterThan(0)
    expect(explored.seeds).toBeLessThan(100)
  })
})
