/** Goal: what was chosen becomes a request that the contract takes, and nonsense is told of. */
import { Ajv } from 'ajv'
import { describe, expect, it } from 'vitest'
import { SEEDS_MAX as SEEDS_OF_CONSOLE } from '../../../electron/console/explore/exploration.ts'
import { REQUESTS } from '../../../electron/ipc/requests.ts'
import type { DrillLine } from '../../../electron/ipc/shapes/drills.ts'
import {
  exploreRequest,
  FIRST_SETTINGS,
  problemsOf,
  SEEDS_MAX,
  seedsIn,
  settingsFor,
  type ExploreSettings,
} from '../../../renderer/views/explore/explore-settings.ts'

const DRILL = {
  ok: true,
  origin: 'library',
  name: 'stale-read',
  release: 'correct',
  nodes: 5,
  durationMs: 16_000,
} as DrillLine

const AS_IT_IS = settingsFor(FIRST_SETTINGS, DRILL)
const takes = new Ajv({ strict: false }).compile(REQUESTS['explore.start'])

function requestWith(changes: Partial<ExploreSettings>) {
  const request = exploreRequest(DRILL, { ...AS_IT_IS, ...changes })
  expect(takes(request)).toBe(true)
  return request
}

describe('the settings of an exploration', () => {
  it('ask for nothing but the seeds where nothing was changed', () => {
    expect(problemsOf(AS_IT_IS)).toEqual({})
    expect(requestWith({})).toEqual({
      drill: { name: 'stale-read', origin: 'library' },
      overrides: [],
      fromSeed: 1,
      toSeed: 300,
      stopOnFailure: false,
    })
  })

  it('ask for what was changed', () => {
    const changed = { release: 'local-reads', nodes: '3', duration: '8s', workers: '2' }
    expect(requestWith({ ...changed, fromSeed: '5', toSeed: '5' })).toMatchObject({
      mutant: 'local-reads',
      overrides: ['system.nodes=3', 'workload.duration=8s'],
      fromSeed: 5,
      toSeed: 5,
      workers: 2,
    })
  })

  it('agree with the console on how many seeds there may be', () => {
    expect(SEEDS_MAX).toBe(SEEDS_OF_CONSOLE)
    expect(problemsOf({ ...AS_IT_IS, toSeed: String(SEEDS_MAX) })).toEqual({})
    expect(problemsOf({ ...AS_IT_IS, toSeed: String(SEEDS_MAX + 1) })).toHaveProperty('toSeed')
  })

  it.each([
    [{ nodes: '0' }, 'nodes'],
    [{ nodes: 'many' }, 'nodes'],
    [{ duration: '20' }, 'duration'],
    [{ fromSeed: '' }, 'fromSeed'],
    [{ fromSeed: '-1' }, 'fromSeed'],
    [{ toSeed: '1.5' }, 'toSeed'],
    [{ fromSeed: '10', toSeed: '9' }, 'toSeed'],
    [{ workers: '0' }, 'workers'],
    [{ workers: '65' }, 'workers'],
  ] as const)('tell of %j', (changes, field) => {
    expect(Object.keys(problemsOf({ ...AS_IT_IS, ...changes }))).toEqual([field])
  })

  it('count the seeds', () => {
    expect(seedsIn(AS_IT_IS)).toBe(300)
    expect(seedsIn({ ...AS_IT_IS, fromSeed: 'x' })).toBeNull()
  })
})
