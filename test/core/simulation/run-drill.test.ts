/**
 * Goal: a whole drill runs in the simulated world and is judged as a live one is. Method: drills
 * written as data, with a stand-in for the checks that are not the system's own.
 */
import { describe, expect, it } from 'vitest'
import type { Checker } from '../../../core/checkers/checker.ts'
import type { Drill } from '../../../core/drills/drill.ts'
import { Replay } from '../../../core/runtime/replay.ts'
import { explore } from '../../../core/simulation/explore.ts'
import { runDrill } from '../../../core/simulation/run-drill.ts'
import { createMachine } from '../../../core/systems/create-machine.ts'

const looksAtHistory: Checker = {
  name: 'looked-at',
  summary: 'A stand-in: valid when somebody was answered.',
  check: ({ history }) => ({
    name: 'looked-at',
    verdict: history.some(({ type }) => type === 'ok') ? 'valid' : 'unknown',
    summary: `${history.length} events`,
    steps: history.length,
  }),
}

const minorityLost: Drill = {
  name: 'abd-minority-lost',
  question: 'Does a register without a leader notice that a minority is gone?',
  hypothesis: 'No: every majority goes on.',
  expect: [{ probe: 'availability', atLeast: 0.9 }],
  tags: [],
  system: { kind: 'abd', nodes: 3, release: 'correct', options: {} },
  workload: { kind: 'register', clients: 3, ratePerSecond: 60, durationMs: 6_000, options: {} },
  schedule: [
    {
      atMs: 1_000,
      fault: { kind: 'kill', target: { type: 'names', names: ['n2'] }, parameters: {} },
    },
    { atMs: 3_000, undo: 'all' },
  ],
  steady: [{ probe: 'availability', windowMs: 1_000, atLeast: 0.9 }],
  recoverWithinMs: 10_000,
  check: ['looked-at'],
  abortWhen: [],
  zones: {},
}

describe('a simulated drill', () => {
  it('goes through its phases to a verdict', () => {
    const run = runDrill({ drill: minorityLost, seed: '1', checkers: [looksAtHistory] })
    const phases = run.notes.filter(({ kind }) => kind === 'phase').map(({ text }) => text)
    expect(phases).toEqual(['warm-up', 'drill', 'recovery', 'final', 'converge', 'done'])
    expect(run.document).toMatchObject({ simulated: true, seed: '1', verdict: 'valid' })
    expect(run.document.operations.ok).toBeGreaterThan(200)
    expect(run.document.faults).toMatchObject([{ kind: 'kill', target: 'n2', proven: true }])
    expect(run.faults[0]?.undoneAtMs).toBeGreaterThan(run.faults[0]?.appliedAtMs ?? Infinity)
    expect(run.breaches).toEqual([])
  })

  it('is the same again under the same seed', () => {
    const again = () => runDrill({ drill: minorityLost, seed: '2', checkers: [looksAtHistory] })
    const [first, second] = [again(), again()]
    expect(second.digest).toBe(first.digest)
    expect(second.document).toEqual(first.document)
  })

  it('keeps journals of every process that replay to the same effects', () => {
    const drill = { ...minorityLost, workload: { ...minorityLost.workload, durationMs: 4_000 } }
    const { journals } = runDrill({
      drill,
      seed: '3',
      checkers: [looksAtHistory],
      journal: 'keep',
    })
    const replay = new Replay(createMachine)
    for (const { entries } of journals) for (const entry of entries) replay.feed(entry)
    const results = replay.results()
    expect(results.map(({ machine }) => machine)).toEqual(['c1', 'c2', 'c3', 'n1', 'n2', 'n3'])
    expect(results.filter(({ matches }) => !matches)).toEqual([])
    expect(results.find(({ machine }) => machine === 'n2')?.lives).toBe(2)
  })

  it('is explored seed by seed', () => {
    const drill = { ...minorityLost, workload: { ...minorityLost.workload, durationMs: 3_500 } }
    const told: string[] = []
    const exploration = explore({
      drill,
      fromSeed: 1,
      toSeed: 5,
      checkers: [looksAtHistory],
      onSeed: ({ seed }) => told.push(seed),
    })
    expect(told).toEqual(['1', '2', '3', '4', '5'])
    expect(exploration).toMatchObject({ seeds: 5, valid: 5, invalid: 0, unknown: 0, failing: [] })
  })
})
