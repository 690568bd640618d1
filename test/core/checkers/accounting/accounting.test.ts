/**
 * Goal: each property that counts is red on the smallest history that breaks it, green on its
 * neighbour that does not, and open where not enough was seen. Method: histories written by hand.
 */
import { describe, expect, it } from 'vitest'
import { ACCOUNTING } from '../../../../core/checkers/accounting/index.ts'
import { CASES } from './cases.ts'
import { done, judge, judging, types, type Row } from './judged.ts'
import { LOG_CASES } from './log-cases.ts'
import { PUBLISHED_CASES } from './published-cases.ts'
import { PUBLISHED_LOG_CASES } from './published-log-cases.ts'

describe.each(ACCOUNTING.map(({ name }) => name))('a history of %s', (name) => {
  const cases = [...CASES, ...LOG_CASES, ...PUBLISHED_CASES, ...PUBLISHED_LOG_CASES].filter(
    ({ property }) => property === name,
  )
  it.each(cases)('that $title', ({ rows, verdict, types: expected, says }) => {
    const judgement = judge(name, rows)
    expect(judgement.verdict).toBe(verdict)
    expect(types(judgement)).toEqual(expected ?? types(judgement))
    if (verdict === 'valid') expect(judgement.witness).toBeUndefined()
    if (verdict === 'invalid') expect(judgement.witness?.sentence).toContain(says ?? ' ')
    if (verdict === 'invalid') expect(judgement.witness?.events?.length).toBeGreaterThan(0)
  })

  it('with an operation of another kind is refused', () => {
    expect(judging(name, done(0, 'sing', 1))).toMatchObject({ ok: false })
  })
})

describe('an audit that took unknown for failed', () => {
  const unknowns = CASES.filter(({ rows }) => rows.some(([, type]) => type === 'info'))
  const properties = [...new Set(unknowns.map(({ property }) => property))]

  it.each(properties)('would be caught by a history of %s', (name) => {
    const told = unknowns.filter(({ property, rows, verdict }) => {
      if (property !== name) return false
      const taken = rows.map(([process, type, f, value]): Row => [
        process,
        type === 'info' ? 'fail' : type,
        f,
        value,
      ])
      return judge(name, taken).verdict !== verdict
    })
    expect(told).not.toEqual([])
  })
})
