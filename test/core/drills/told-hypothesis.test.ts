import { expect, it } from 'vitest'
import type { Verdict } from '../../../core/checkers/checker.ts'
import { hypothesisReason, toldHypothesis } from '../../../core/drills/told-hypothesis.ts'
import type { HypothesisAnswer } from '../../../core/drills/verdict-document.ts'

const told = (answer: HypothesisAnswer['answer'], ...verdicts: readonly Verdict[]) =>
  toldHypothesis({
    hypothesis: { statement: '', answer, measured: [] },
    checks: verdicts.map((verdict, index) => ({
      name: `c${index}`,
      verdict,
      summary: '',
      steps: 0,
    })),
  })

it('has the answer of its own figures where no check says otherwise', () => {
  expect(told('held', 'valid', 'valid')).toEqual({ answer: 'held', by: [] })
  expect(told('refuted', 'valid', 'invalid')).toEqual({ answer: 'refuted', by: [] })
  expect(told('unknown', 'invalid')).toEqual({ answer: 'unknown', by: [] })
  expect(hypothesisReason(told('refuted', 'invalid'))).toBeNull()
})

it('is refuted by a broken check although its figures were as expected', () => {
  expect(told('held', 'valid', 'invalid', 'unknown')).toEqual({ answer: 'refuted', by: ['c1'] })
  expect(hypothesisReason(told('held', 'invalid', 'invalid'))).toBe('c0 and c1 are broken')
})

it('is open while a check is undecided', () => {
  expect(told('held', 'valid', 'unknown')).toEqual({ answer: 'unknown', by: ['c1'] })
  expect(hypothesisReason(told('held', 'unknown'))).toBe('c0 is undecided')
})
