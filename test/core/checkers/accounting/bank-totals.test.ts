/**
 * Goal: reads of a bank are held to one total, with the meanings of Jepsen's bank checker. Method:
 * histories of one or two reads. The last two restate test data of ligurio/elle-cli.
 */
import { describe, expect, it } from 'vitest'
import { done, judging, types } from './judged.ts'

const reads = (...balances: readonly unknown[]) =>
  balances.flatMap((balance) => done(0, 'read', null, balance))

function judge(rows: ReturnType<typeof reads>, initial?: unknown) {
  const judged = judging('bank-totals', rows, initial)
  return judged.ok ? judged.judgement : judged.message
}

const verdictOf = (rows: ReturnType<typeof reads>, initial?: unknown) => {
  const judgement = judge(rows, initial)
  return typeof judgement === 'string' ? judgement : [judgement.verdict, ...types(judgement)]
}

describe('a bank', () => {
  it('is held to its first read where nobody says what it held', () => {
    expect(verdictOf(reads({ 0: 10, 1: 10 }, { 0: 4, 1: 16 }))).toEqual(['valid'])
    expect(verdictOf(reads({ 0: 10, 1: 10 }, { 0: 4, 1: 15 }))).toEqual(['invalid', 'wrong-total'])
    expect(verdictOf(reads({ 0: 10, 1: 10 }, { 1: 20 }))).toEqual(['valid'])
  })

  it('is held to what it held', () => {
    expect(verdictOf(reads({ 0: 10, 1: 10 }), 20)).toEqual(['valid'])
    expect(verdictOf(reads({ 0: 10, 1: 10 }), 30)).toEqual(['invalid', 'wrong-total'])
    expect(verdictOf(reads({ 0: 12, 1: 8 }), { 0: 10, 1: 10 })).toEqual(['valid'])
    expect(verdictOf(reads({ 1: 20 }), { 0: 10, 1: 10 })).toEqual(['invalid', 'wrong-total'])
    expect(verdictOf(reads({ 0: 1 }), 'much')).toMatch(/total/)
  })

  it('holds no less than nothing, and nothing but numbers, in accounts that there are', () => {
    expect(verdictOf(reads({ 0: -1, 1: 21 }))).toEqual(['invalid', 'negative-value'])
    expect(verdictOf(reads({ 0: 10, 1: null }))).toEqual(['invalid', 'nil-balance'])
    expect(verdictOf(reads({ 0: 10 }, { 7: 10 }))).toEqual(['invalid', 'unexpected-key'])
    expect(judge(reads({ a: 1 }, { a: 2 }))).toMatchObject({
      witness: { sentence: 'process 0 read in entry 3: the balances sum to 2, and not to 1' },
    })
  })

  it('is unknown where nobody read it, and no bank where a read is none', () => {
    expect(verdictOf(done(0, 'transfer', { from: 0, to: 1, amount: 5 }))).toEqual(['unknown'])
    expect(verdictOf(reads([1, 2]))).toMatch(/balances/)
    expect(verdictOf(reads({ 0: 10, 1: 10, 2: 10 }))).toEqual(['valid'])
  })
})

it('says what the model "bank" cannot know', () => {
  const judged = judging('bank', reads({ 0: 10 }))
  expect(judged).toMatchObject({ ok: false, message: expect.stringMatching(/bank-totals/) })
  expect(judging('bank', reads({ 0: 10 }), { 0: 10 })).toMatchObject({ ok: true })
})
