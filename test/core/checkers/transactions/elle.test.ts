/** The checker against the verdicts that the tests of Elle and of elle-cli publish. */
import { describe, expect, it } from 'vitest'
import type { HistoryEvent } from '../../../../core/history/operation.ts'
import { LIST_CASES, PART_OF_A_HISTORY, REGISTER_CASES } from './elle-cases.ts'
import { judge, judgeEvents, typesOf } from './story.ts'
import type { Micro } from './story.ts'

describe.each([
  ['list-append', LIST_CASES],
  ['rw-register', REGISTER_CASES],
])('%s, as Elle judges it', (_, cases) => {
  it.each(cases)('$name', ({ story, types, ruledOut, options, verdict }) => {
    const judgement = judge(story, options)
    expect(typesOf(judgement)).toEqual(types)
    expect(judgement.verdict).toBe(verdict ?? (types.length === 0 ? 'valid' : 'invalid'))
    if (types.length > 0) expect(judgement.ruledOut).toEqual(ruledOut)
  })
})

it('orders the versions of a part of a long history, with values from outside of it', () => {
  const judgement = judgeEvents(PART_OF_A_HISTORY, {
    registers: true,
    linearizableKeys: true,
    consistencyModels: ['strong-snapshot-isolation'],
  })
  expect(judgement.verdict).toBe('valid')
  expect(judgement.summary).toContain('9 reads are of values that nobody wrote in this history')
})

/**
 * One G-single around a ring of transactions, and from each of them a way to the first one that
 * takes two overwrites in a row. Elle's search gives this up and says that there must be a cycle.
 */
function ringInNoise(ring: number, noise: number): readonly HistoryEvent[] {
  const numbers = (length: number) => Array.from({ length }, (_, at) => at)
  const around = numbers(ring).map((at): readonly Micro[] => {
    const step: Micro = ['append', 'ring', at]
    if (at === 0) return [step, ['append', 'anti', 1]]
    return [step, at === ring - 1 ? ['r', 'anti', []] : ['append', `${at}`, 0]]
  })
  const dangling = numbers(ring)
    .slice(1, -1)
    .flatMap((at): readonly (readonly Micro[])[] => [
      ...numbers(noise)
        .slice(1)
        .map((value): readonly Micro[] => [['append', `${at}`, value]]),
      [
        ['r', `${at}`, numbers(noise)],
        ['r', `anti ${at}`, []],
      ],
      [
        ['append', `anti ${at}`, 0],
        ['r', 'ring', []],
      ],
    ])
  return [...around, [['r', 'ring', numbers(ring)]] as const, ...dangling].flatMap((value, at) =>
    (['invoke', 'ok'] as const).map((type, step) => {
      const index = 2 * at + step
      return { index, time: index, process: at, type, f: 'txn', value }
    }),
  )
}

it('finds the one G-single of a ring among thousands of other cycles', () => {
  const judgement = judgeEvents(ringInNoise(1000, 8), { consistencyModels: ['snapshot-isolation'] })
  expect(typesOf(judgement)).toEqual(['G-single'])
  expect(judgement.ruledOut).toEqual(['consistent-view', 'repeatable-read'])
  expect(judgement.witness?.sentence).toContain('and so on over 995 more steps')
})
