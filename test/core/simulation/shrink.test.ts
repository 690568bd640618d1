/**
 * Goal: a failing run becomes small and still fails, for the same reason. Method: a planted bug
 * under a schedule with more in it than the bug needs; the result is run again by itself, with the
 * bug and without.
 */
import { describe, expect, it } from 'vitest'
import { CHECKERS } from '../../../core/checkers/index.ts'
import type { Drill } from '../../../core/drills/drill.ts'
import { failsAlike, failureOf } from '../../../core/simulation/failure.ts'
import { runDrill } from '../../../core/simulation/run-drill.ts'
import { shrink, type Shrunk } from '../../../core/simulation/shrink.ts'
import { shrunkDrill } from '../../../core/simulation/shrunk-drill.ts'
import { endingAt, smallerDrills } from '../../../core/simulation/smaller-drills.ts'
import { LIBRARY, parseDrill } from '../../../electron/drill-files/load-drill.ts'

const DRILL = `
drill: too-much
question: Which of these faults matters?
hypothesis: Only the one that cuts the leader off.
system: { kind: raft, nodes: 5, release: local-reads }
workload: { kind: register, clients: 10, keys: 2, reads: 6, rate: 300/s, duration: 16s, attempt: 200ms, deadline: 1s }
schedule:
  - at: 1s
    fault: { kind: kill, target: n5, for: 1s }
  - at: 3s
    fault: { kind: delay, target: all, by: 3ms, for: 2s }
  - at: 5s
    fault: { kind: partition, shape: halves, target: [leader, c1, c2, c3, c4], for: 6s }
  - at: 5s
    fault: { kind: pause, target: leader, for: 3s }
  - at: 13s
    fault: { kind: kill, target: n2, for: 1s }
check: [linearizable]
`

function drillOf(text: string): Drill {
  const parsed = parseDrill(text, 'too-much.yaml')
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.errors))
  return parsed.drill
}

function failingSeed(drill: Drill): string {
  for (let seed = 1; seed <= 40; seed++) {
    const { document } = runDrill({ drill, seed: String(seed), checkers: CHECKERS })
    if (document.verdict === 'invalid') return String(seed)
  }
  throw new Error('no seed of the first 40 fails: the drill no longer shows the bug')
}

function shrunk(drill: Drill, seed: string, trialsMax = 300): Shrunk | null {
  const failure = failureOf(drill, seed, CHECKERS)
  if (failure === null) return null
  const search = shrink({ failure, library: LIBRARY, trialsMax })
  let step = search.next()
  while (step.done !== true) {
    const first = step.value.trials.findIndex((trial) => failsAlike(trial, failure, CHECKERS))
    step = search.next(first === -1 ? null : first)
  }
  return step.value
}

describe('shrink', () => {
  it('leaves the few faults that matter, and the drill fails with the bug alone', () => {
    const drill = drillOf(DRILL)
    const small = shrunk(drill, failingSeed(drill))
    expect(small).not.toBeNull()
    if (small === null) return
    expect(small.faults).toBeLessThanOrEqual(2)
    expect(small.promise).toEqual({ kind: 'check', name: 'linearizable' })
    expect(small.greenOnCorrect).toBe(true)
    const { seed } = small
    const verdictOf = (release: string) =>
      runDrill({
        drill: { ...small.drill, system: { ...small.drill.system, release } },
        seed,
        checkers: CHECKERS,
      }).document.verdict
    expect(verdictOf('local-reads'), `seed ${seed}`).toBe('invalid')
    expect(verdictOf('correct'), `seed ${seed}`).toBe('valid')
  })

  it('keeps to its number of trials', () => {
    const drill = drillOf(DRILL)
    expect(shrunk(drill, failingSeed(drill), 5)?.trials).toBeLessThanOrEqual(5)
  })

  it('has nothing to say of a drill that does not fail', () => {
    const drill = drillOf(DRILL.replace('local-reads', 'correct'))
    expect(shrunk(drill, '1')).toBeNull()
  })
})

/** Breaks no check; `expected` and `within` decide whether figures are as they should be. */
const slow = (expected: string, within: string): Drill =>
  drillOf(`
drill: slow
question: What does a dead majority cost?
hypothesis: Less than it does.
system: { kind: raft, nodes: 3, heartbeat: 20ms, election-timeout: 100ms }
workload: { kind: register, clients: 2, keys: 2, rate: 100/s, duration: 4s, attempt: 100ms, deadline: 500ms }
schedule:
  - at: 500ms
    fault: { kind: delay, target: all, by: 2ms, for: 200ms }
  - at: 1500ms
    fault: { kind: kill, target: [n1, n2], for: 2s }
expect: [${expected}]
steady: [{ probe: availability, window: 500ms, at-least: 0.9 }]
recover-within: ${within}
check: [election-safety]
`)

describe('a run that broke no check', () => {
  it('fails by its expectation, whose window moves with the faults', () => {
    const failing = slow('{ probe: elections, during: 1s..4s, at-most: 0 }', '10s')
    const small = shrunk(failing, '1')
    expect(small?.promise).toMatchObject({ kind: 'expectation', expectation: { atMost: 0 } })
    expect(small?.faults).toBe(1)
    const [window] = small?.drill.expect ?? []
    expect(window?.during?.toMs).toBeLessThan(4000)
    expect(window?.during?.toMs).toBeLessThanOrEqual(small?.drill.workload.durationMs ?? 0)
    expect(small && shrunkDrill(small).hypothesis).toMatch(/^The expectation "elections at most 0 /)
  })

  it('fails by its recovery', () => {
    const small = shrunk(slow('', '0s'), '1')
    expect(small?.promise).toEqual({ kind: 'recovery' })
    expect(small?.faults).toBe(1)
    expect(small && shrunkDrill(small).hypothesis).toBe('The system recovers.')
  })

  it('is not made so short that it fails without any fault', () => {
    const failing = slow('{ probe: acknowledged, at-least: 300 }', '10s')
    const small = shrunk(failing, '1')
    expect(small?.needsFaults).toBe(true)
    expect(small?.faults).toBe(1)
    expect(small?.drill.workload.durationMs).toBeGreaterThanOrEqual(3000)
  })
})

describe('a smaller drill', () => {
  const drill = drillOf(DRILL)

  it('has no fault that aims at a machine that is gone', () => {
    const fewerNodes = smallerDrills
      .map((way) => way(drill))
      .find((each) => each?.system.nodes === 3)
    const targets = JSON.stringify(fewerNodes?.schedule)
    expect(targets).not.toContain('n5')
    expect(targets).toContain('n2')
  })

  it('that ends earlier leaves what was under way to its end', () => {
    const { schedule, workload } = endingAt(drill, 6000)
    expect(workload.durationMs).toBe(6000)
    expect(schedule.map((entry) => ['fault' in entry && entry.fault.kind, entry.atMs])).toEqual([
      ['kill', 1000],
      ['delay', 3000],
      ['partition', 5000],
      ['pause', 5000],
    ])
    const spans = schedule.map((entry) => ('fault' in entry ? entry.fault.forMs : 0))
    expect(spans).toEqual([1000, 2000, undefined, undefined])
  })
})
