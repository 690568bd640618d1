import { describe, expect, it } from 'vitest'
import type { CheckResult } from '../../../core/checkers/checker.ts'
import type { VerdictDocument } from '../../../core/drills/verdict-document.ts'
import { outcomeOf, predictionText } from '../../../renderer/views/room/outcome.ts'

const check = (name: string, verdict: CheckResult['verdict'], summary: string) =>
  ({ name, verdict, summary }) as CheckResult

const document = (change: Partial<VerdictDocument>): VerdictDocument => ({
  run: 'x.faultline',
  drill: 'leader-loss',
  system: 'raft',
  release: 'correct',
  seed: '1',
  simulated: false,
  verdict: 'valid',
  checks: [check('linearizable', 'valid', '')],
  hypothesis: { statement: '', answer: 'held', measured: [] },
  recovery: { answer: 'recovered', afterMs: 1 },
  operations: { ok: 1, fail: 0, info: 0 },
  latencyMs: { p50: 1, p95: 1, p99: 1, p999: 1 },
  throughputPerSecond: 1,
  availability: 1,
  unavailableMs: 0,
  elections: 1,
  faults: [],
  warnings: [],
  durationMs: 1,
  ...change,
})
const sentence = (change: Partial<VerdictDocument>): string | undefined =>
  outcomeOf({ kind: 'judged', document: document(change) })?.sentence

describe('the outcome of a drill', () => {
  it('is none while it runs', () => {
    expect(outcomeOf({ kind: 'running' })).toBeNull()
    expect(outcomeOf({ kind: 'judging' })).toBeNull()
  })

  it('names the first broken check and counts the others', () => {
    const checks = [
      check('linearizable', 'invalid', 'a read returned an old value'),
      check('converged', 'invalid', 'n1 differs'),
    ]
    expect(sentence({ verdict: 'invalid', checks })).toBe(
      'linearizable: a read returned an old value. And 1 more broken.',
    )
  })

  it('says which expectation was not met where all checks held', () => {
    const measured = [
      { expectation: 'longest outage at most 2 s', value: 3100, told: '3.1 s', met: false },
      { expectation: 'elections at least 1', value: 2, told: '2', met: true },
    ]
    const hypothesis = { statement: '', answer: 'refuted', measured } as const
    expect(sentence({ verdict: 'invalid', hypothesis })).toBe(
      'Every check held, but the hypothesis did not: longest outage at most 2 s, measured 3.1 s.',
    )
  })

  it('says why nothing can be said', () => {
    const checks = [check('linearizable', 'unknown', 'the budget ran out')]
    expect(sentence({ verdict: 'unknown', checks })).toBe(
      'It could not be told: linearizable: the budget ran out.',
    )
    expect(sentence({})).toBe('Its one check held.')
  })

  it('tells why a drill was interrupted or failed', () => {
    expect(outcomeOf({ kind: 'interrupted', reason: 'aborted by hand' })).toEqual({
      badge: 'interrupted',
      sentence: 'Ended before its verdict: aborted by hand.',
    })
    expect(outcomeOf({ kind: 'failed', message: 'x' })?.badge).toBe('failed')
  })
})

describe('a prediction beside the answer', () => {
  const answer = (given: 'held' | 'refuted' | 'unknown') =>
    ({ statement: '', answer: given, measured: [] }) as const

  it('is right, wrong, or neither', () => {
    expect(predictionText('holds', answer('refuted'))).toEqual({
      text: 'You predicted that it holds, but it was refuted.',
      right: false,
    })
    expect(predictionText('breaks', answer('refuted')).right).toBe(true)
    expect(predictionText('holds', answer('unknown')).right).toBeNull()
    expect(predictionText('unsure', answer('held'))).toEqual({
      text: 'You were unsure; it held.',
      right: null,
    })
    expect(predictionText(null, answer('held')).text).toBe('No prediction; it held.')
  })
})
