/** Goal: the first sentence says what is, and never more. Method: every kind of run. */
import { describe, expect, it } from 'vitest'
import {
  predictionInWords,
  recoveryInWords,
  furtherWarnings,
  verdictInWords,
  workloadBeganMs,
} from '../../../renderer/views/verdict/verdict-in-words.ts'
import { aVerdict } from './a-detail.ts'

const FINISHED = { status: 'finished', reason: null } as const

describe('the verdict in words', () => {
  it('says what a valid one rests on', () => {
    expect(verdictInWords({ ...FINISHED, verdict: aVerdict() })).toEqual({
      headline: 'Valid: every promise was kept.',
      explanation: '1 check found nothing wrong, the hypothesis held and the system recovered.',
    })
  })

  it('names the first broken promise, then all others', () => {
    const verdict = aVerdict({
      verdict: 'invalid',
      checks: [
        {
          name: 'linearizable',
          verdict: 'invalid',
          summary: '',
          steps: 1,
          witness: { sentence: 'c1 read 4 after 7' },
        },
        { name: 'converged', verdict: 'valid', summary: '', steps: 1 },
      ],
      hypothesis: { statement: '', answer: 'refuted', measured: [] },
      recovery: { answer: 'not-recovered', afterMs: null },
    })
    expect(verdictInWords({ ...FINISHED, verdict })).toEqual({
      headline: 'Invalid: linearizable does not hold.',
      explanation:
        'c1 read 4 after 7. The hypothesis was refuted and the system did not recover in time.',
    })
  })

  it('tells what was expected and what came, once', () => {
    const verdict = aVerdict({
      verdict: 'invalid',
      hypothesis: {
        statement: '',
        answer: 'refuted',
        measured: [
          { expectation: 'longest outage at most 2s', value: 3100, told: '3.1s', met: false },
          { expectation: 'elections at least 1', value: 2, told: '2', met: true },
        ],
      },
      warnings: ['expected longest outage at most 2s, measured: 3.1s', 'a fault has no proof'],
    })
    expect(verdictInWords({ ...FINISHED, verdict })).toEqual({
      headline: 'Invalid: the hypothesis was refuted.',
      explanation: 'Expected longest outage at most 2s, measured 3.1s.',
    })
    expect(furtherWarnings(verdict)).toEqual(['a fault has no proof'])
  })

  it('never lets unknown pass for valid', () => {
    const verdict = aVerdict({
      verdict: 'unknown',
      checks: [{ name: 'linearizable', verdict: 'unknown', summary: '', steps: 1 }],
    })
    const { headline, explanation } = verdictInWords({ ...FINISHED, verdict })
    expect(headline).toBe('Unknown: linearizable could not be decided.')
    expect(explanation).toContain('this is not valid')
  })

  it('says that an aborted drill could not be decided', () => {
    const verdict = aVerdict({ verdict: 'unknown', warnings: ['the drill was aborted: too long'] })
    expect(verdictInWords({ ...FINISHED, verdict }).headline).toBe(
      'Unknown: the drill was aborted: too long.',
    )
  })

  it('says why a run has no verdict', () => {
    const told = verdictInWords({
      verdict: null,
      status: 'interrupted',
      reason: 'stopped by SIGINT',
    })
    expect(told.headline).toBe('Interrupted: there is no verdict.')
    expect(told.explanation).toMatch(/^Stopped by SIGINT\. What was recorded/)
    expect(verdictInWords({ ...FINISHED, verdict: null }).headline).toBe('Not judged.')
    expect(verdictInWords({ verdict: null, status: 'running', reason: null }).headline).toBe(
      'Still running.',
    )
  })

  it('holds the prediction against the answer', () => {
    const verdict = aVerdict()
    expect(predictionInWords({ prediction: 'holds', verdict })).toMatch(/: right\.$/)
    expect(predictionInWords({ prediction: 'breaks', verdict })).toMatch(/: wrong\.$/)
    expect(predictionInWords({ prediction: 'unsure', verdict })).not.toMatch(/right|wrong/)
    expect(predictionInWords({ prediction: 'holds', verdict: null })).not.toMatch(/right|wrong/)
    expect(predictionInWords({ prediction: null, verdict })).toBeNull()
  })

  it('tells when the system was steady again', () => {
    expect(recoveryInWords(aVerdict(), '0 ms')).toBe('Steady at the last undo already.')
    const late = aVerdict({ recovery: { answer: 'recovered', afterMs: 1250 } })
    expect(recoveryInWords(late, '1.25 s')).toBe('Steady again 1.25 s after the last undo.')
  })

  it('finds when the workload began', () => {
    const log = [
      { atMs: 0, kind: 'phase', text: 'warm-up' },
      { atMs: 1450, kind: 'phase', text: 'drill' },
    ]
    expect(workloadBeganMs({ log })).toBe(1450)
    expect(workloadBeganMs({ log: [] })).toBeNull()
  })
})
