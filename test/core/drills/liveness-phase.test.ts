/**
 * Goal: after its random faults a system has to work with a majority alone, and is told when it
 * does not. Method: the phase as it is drawn; and real runs, with time enough and with too little.
 */
import { describe, expect, it } from 'vitest'
import { Prng } from '../../../core/base/prng.ts'
import { CHECKERS } from '../../../core/checkers/index.ts'
import type { Drill } from '../../../core/drills/drill.ts'
import {
  livenessExpectations,
  livenessPhase,
  stabilisesMs,
} from '../../../core/drills/liveness-phase.ts'
import { repeated } from '../../../core/drills/recorded-schedule.ts'
import { runDrill, type DrillRun } from '../../../core/simulation/run-drill.ts'
import { parseDrill } from '../../../electron/drill-files/load-drill.ts'

const SEEDS = ['1', '2', '3', '4', '5', '6', '7', '8']

function drillWith(liveness: string, simulation = '{ network: reliable }'): Drill {
  const parsed = parseDrill(
    `
drill: phases
question: Does it go on without the others?
hypothesis: With a majority it does.
system: { kind: raft, nodes: 5 }
simulation: ${simulation}
workload: { kind: register, clients: 4, rate: 100/s, duration: 14s }
random:
  every: 1s
  lasts: 300ms..1s
  start: 1s
  end: 6s
  liveness: ${liveness}
  faults: [{ kind: kill, target: random }]
`,
    'phases.yaml',
  )
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.errors))
  return parsed.drill
}

function run(drill: Drill, seed: string): DrillRun {
  return runDrill({ drill, seed, checkers: CHECKERS, digest: 'steps' })
}

describe('a liveness phase', () => {
  it('breaks a minority for all of it, in a way that the seed decides', () => {
    const { random } = drillWith('7s')
    if (random === undefined) throw new Error('it draws its faults')
    const ways = SEEDS.map((seed) => livenessPhase(random, new Prng(seed)))
    expect(new Set(ways.map((way) => JSON.stringify(way))).size).toBeGreaterThan(2)
    for (const [begin, end] of ways) {
      expect(begin).toMatchObject({ atMs: 6000, fault: { target: { type: 'minority' } } })
      expect(end).toEqual({ atMs: 13_000, undo: 'liveness' })
    }
  })

  it('asks for the steady state at its end', () => {
    expect(livenessExpectations(drillWith('7s'))).toEqual([
      { probe: 'availability', atLeast: 0.9, during: { fromMs: 12_000, toMs: 13_000 } },
    ])
  })

  it('is passed by the correct core where it has time to elect a leader', () => {
    const verdicts = SEEDS.map((seed) => run(drillWith('7s'), seed).document.verdict)
    expect(verdicts).toEqual(SEEDS.map(() => 'valid'))
  })

  it('is failed by a system that does not come back in time, and by its recording too', () => {
    const drill = drillWith('500ms')
    const red = SEEDS.find((seed) => run(drill, seed).document.hypothesis.answer === 'refuted')
    if (red === undefined) throw new Error('no seed breaks the leader')
    const first = run(drill, red)
    expect(first.document.verdict).toBe('invalid')
    const again = run(repeated(drill, first.outcome.faults), red)
    expect(again.document.hypothesis).toEqual(first.document.hypothesis)
    expect(again.digest).toBe(first.digest)
  })

  it('begins when the network becomes good for good, and so does its recording', () => {
    const drill = drillWith('7s', '{ network: arbitrary }')
    const first = run(drill, '1')
    const startedMs = first.outcome.startedMs ?? 0
    expect(first.notes).toContainEqual({
      atMs: startedMs,
      kind: 'network',
      text: `the network is good for good after ${(startedMs + 6000) / 1000}s`,
    })
    expect(first.counts.late).toBeGreaterThan(10)
    const recorded = repeated(drill, first.outcome.faults)
    expect(recorded.simulation).toEqual({ network: 'arbitrary', stabilisesMs: 6000 })
    const again = run(recorded, '1')
    expect(again.digest).toBe(first.digest)
    expect(again.counts).toEqual(first.counts)
  })

  it('comes no later than what the drill says of its network', () => {
    expect(stabilisesMs(drillWith('7s'))).toBe(6000)
    expect(stabilisesMs(drillWith('7s', '{ network: arbitrary, stabilises: 4s }'))).toBe(4000)
    expect(stabilisesMs(drillWith('7s', '{ network: arbitrary, stabilises: 8s }'))).toBe(6000)
  })

  it('must be over before the workload is', () => {
    expect(() => drillWith('9s')).toThrow(/liveness phase ends at 15s/)
  })
})
