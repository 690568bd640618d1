/** Goal: the verdict follows the rules of decision 4. Method: one trial, bent one way at a time. */
import { describe, expect, it } from 'vitest'
import type { Checker, Verdict } from '../../../core/checkers/checker.ts'
import type { DirectorOutcome } from '../../../core/drills/director.ts'
import type { Expectation } from '../../../core/drills/drill.ts'
import { judge, runChecks, type Trial } from '../../../core/drills/judge.ts'
import { Measurements } from '../../../core/drills/measurements.ts'
import type { VerdictDocument } from '../../../core/drills/verdict-document.ts'
import { FAULTS } from '../../../core/faults/index.ts'
import { drillOf } from './scripted.ts'

function checker(name: string, verdict: Verdict): Checker {
  return {
    name,
    summary: name,
    check: () => ({ name, verdict, summary: `${name} is ${verdict}`, steps: 1 }),
  }
}

const OUTCOME: DirectorOutcome = {
  startedMs: 1000,
  endedMs: 11_000,
  recovery: { answer: 'recovered', afterMs: 120 },
  aborted: null,
  faults: [],
  missed: [],
  warnings: [],
}

interface Bend {
  readonly check?: Verdict
  readonly invariant?: Verdict
  readonly expect?: readonly Expectation[]
  readonly outcome?: Partial<DirectorOutcome>
  readonly evidence?: Trial['evidence']
  readonly checks?: readonly string[]
}

function verdictOf(bend: Bend = {}): VerdictDocument {
  const measurements = new Measurements()
  for (let atMs = 1000; atMs < 11_000; atMs += 100) {
    measurements.completed(atMs + 10, { okUs: [3000, 5000], fail: 1, info: 0 })
  }
  const drill = drillOf({ check: bend.checks ?? ['linearizable'], expect: bend.expect ?? [] })
  return judge({
    drill,
    run: 'a.faultline',
    seed: 's',
    simulated: true,
    outcome: { ...OUTCOME, ...bend.outcome },
    checks: runChecks({
      drill,
      recording: {
        workload: { kind: 'register', options: {} },
        history: [],
        reports: [],
        finalStates: [],
      },
      checkers: [checker('linearizable', bend.check ?? 'valid')],
      invariants: [checker('election-safety', bend.invariant ?? 'valid')],
    }),
    measurements,
    evidence: bend.evidence ?? {},
    faults: FAULTS,
    warnings: [],
    durationMs: 12_000,
  })
}

const MET: Expectation = { probe: 'acknowledged', atLeast: 100 }
const REFUTED: Expectation = { probe: 'acknowledged', atMost: 5 }

describe('the verdict', () => {
  it.each<[string, Bend, Verdict]>([
    ['all kept', { expect: [MET] }, 'valid'],
    ['a broken check', { check: 'invalid' }, 'invalid'],
    ['a broken invariant that the drill does not name', { invariant: 'invalid' }, 'invalid'],
    [
      'a broken check of an aborted drill',
      { check: 'invalid', outcome: { aborted: 'x' } },
      'invalid',
    ],
    ['an undecided check', { check: 'unknown' }, 'unknown'],
    ['a check that does not exist', { checks: ['nonsense'] }, 'unknown'],
    ['an abort', { outcome: { aborted: 'no nodes' } }, 'unknown'],
    ['a refuted expectation', { expect: [MET, REFUTED] }, 'invalid'],
    [
      'a refuted expectation of an aborted drill',
      { expect: [REFUTED], outcome: { aborted: 'x' } },
      'unknown',
    ],
    [
      'an expectation of a time that never came',
      { expect: [{ ...MET, during: { fromMs: 9000, toMs: 12_000 } }] },
      'unknown',
    ],
    [
      'too little of what the rest of a halted drill might have brought',
      { expect: [{ probe: 'acknowledged', atLeast: 1000 }], outcome: { endedMs: 10_000 } },
      'unknown',
    ],
    [
      'too much already in a halted drill',
      { expect: [{ probe: 'acknowledged', atLeast: 1, atMost: 5 }], outcome: { endedMs: 10_000 } },
      'invalid',
    ],
    [
      'no recovery',
      { outcome: { recovery: { answer: 'not-recovered', afterMs: null } } },
      'invalid',
    ],
    [
      'no recovery asked',
      { outcome: { recovery: { answer: 'not-asked', afterMs: null } } },
      'valid',
    ],
    [
      'a fault that was never applied',
      { outcome: { missed: [{ kind: 'kill', atMs: 1, problem: 'no node leads' }] } },
      'valid',
    ],
  ])('%s', (_, bend, verdict) => {
    expect(verdictOf(bend).verdict).toBe(verdict)
  })

  it('says why', () => {
    expect(verdictOf({ expect: [REFUTED] }).warnings).toEqual([
      'expected acknowledged operations at most 5, measured: 200',
    ])
    const late = { answer: 'not-recovered', afterMs: null } as const
    expect(verdictOf({ outcome: { recovery: late } }).warnings[0]).toContain('it never was')
    expect(verdictOf({ outcome: { aborted: 'no nodes' } }).warnings).toEqual([
      'the drill was aborted: no nodes',
    ])
  })

  it('measures an expectation over its own time', () => {
    const during = { fromMs: 0, toMs: 1000 }
    const { measured } = verdictOf({ expect: [{ ...MET, during }] }).hypothesis
    expect(measured).toEqual([
      {
        expectation: 'acknowledged operations at least 100 from 0ms to 1s',
        value: 20,
        told: '20',
        met: false,
      },
    ])
  })

  it('tells what each fault did, and warns of those that did nothing', () => {
    const plan = { apply: [], undo: [], target: 'n1' }
    const record = {
      kind: 'kill',
      target: 'n1',
      parameters: {},
      plan,
      atMs: 5000,
      undoneAtMs: 9000,
      endsAtMs: null,
      byHand: false,
      choice: { kind: 'kill', parameters: {} },
    }
    const faults = [
      { ...record, id: 'f1' },
      { ...record, id: 'f2' },
    ]
    const evidence = { f1: { exits: 1, downMs: 4000 } }
    const document = verdictOf({ outcome: { faults }, evidence })
    expect(document.faults.map(({ proven, effect }) => [proven, effect])).toEqual([
      [true, 'went down once, 4 s down in all'],
      [false, 'no process was seen to die'],
    ])
    expect(document.warnings).toEqual([
      'fault kill on n1 had no proven effect: no process was seen to die',
    ])
  })

  it('holds the figures of the workload', () => {
    const document = verdictOf()
    expect(document.operations).toEqual({ ok: 200, fail: 100, info: 0 })
    expect(document).toMatchObject({ availability: 1, throughputPerSecond: 20, unavailableMs: 0 })
    expect(document.latencyMs.p50).toBeCloseTo(3, 0)
    expect(document.latencyMs.p99).toBeCloseTo(5, 0)
  })
})
