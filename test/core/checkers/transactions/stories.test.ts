/** Each anomaly by hand: the smallest history that shows it, and the nearest one that does not. */
import { describe, expect, it } from 'vitest'
import { by, eventsOf, judge, judgeEvents, typesOf } from './story.ts'
import { REGISTER_STORIES, STORIES } from './stories.ts'

describe('list-append', () => {
  it.each(STORIES)('knows $name', ({ story, types, ruledOut, options, verdict }) => {
    const judgement = judge(story, options)
    expect(typesOf(judgement)).toEqual(types)
    expect(judgement.verdict).toBe(verdict ?? (types.length === 0 ? 'valid' : 'invalid'))
    if (types.length > 0) expect(judgement.ruledOut).toEqual(ruledOut)
  })

  it('tells snapshot isolation from repeatable read in a history that has the one only', () => {
    const story = { parts: ['ax2', 'ay1 rx', 'rz ry ax5', 'az2 rx2'], oneByOne: true }
    const asked = (...consistencyModels: string[]) => judge(story, { consistencyModels })
    const both = asked('snapshot-isolation', 'repeatable-read')
    expect(typesOf(both)).toEqual(['G2-item'])
    expect(both.ruledOut).toEqual(['repeatable-read'])
    expect(asked('snapshot-isolation').verdict).toBe('valid')
  })

  it('refuses a history that appends a value twice, and one of registers', () => {
    expect(() => judge({ parts: ['ax1', 'ax1'] })).toThrow(/1 is written to "x" twice/)
    expect(() => judge({ parts: ['wx1'] })).toThrow(/neither \[r key value\] nor \[append/)
    expect(() => judge({ parts: ['rx'] }, { consistencyModels: ['eventual'] })).toThrow(
      'there is no consistency model "eventual"',
    )
  })

  it('gives up as unknown when the budget is spent, and keeps what it has found', () => {
    const ring = Array.from({ length: 9 }, (_, one) => `a${letter(one)}1 r${letter(one + 1)}`)
    expect(judge({ parts: ring.slice(0, 8) }, { budget: 30 }).verdict).toBe('unknown')
    expect(judge({ parts: ring }, { budget: 100_000 }).verdict).toBe('invalid')
    expect(judge({ parts: [...ring, 'rz7'] }, { budget: 40 }).verdict).toBe('invalid')
  })

  it('tells a cycle step by step', () => {
    const { witness } = judge({ parts: ['ax1 ay1', 'ax2 ry', 'rx12'] })
    expect(witness?.sentence).toBe(
      'T1 (process 100, in entry 3) < T2 (process 101, in entry 4), because T2 appended 2 to x after T1 had appended 1; ' +
        "but T2 < T1, because T2 did not see T1's append of 1 to y: a contradiction.",
    )
    expect(witness?.events?.map(({ index }) => index)).toEqual([0, 1, 3, 4])
  })
})

describe('rw-register', () => {
  it.each(REGISTER_STORIES)('knows $name', ({ story, types, ruledOut, options, verdict }) => {
    const judgement = judge(story, options)
    expect(typesOf(judgement)).toEqual(types)
    expect(judgement.verdict).toBe(verdict ?? (types.length === 0 ? 'valid' : 'invalid'))
    if (types.length > 0) expect(judgement.ruledOut).toEqual(ruledOut)
  })

  it('takes a value that is written twice where nobody reads it, and for two versions', () => {
    const parts = [by(0, 'wx1'), by(0, 'wx2'), by(1, 'rx2'), by(0, 'wx1')]
    const story = { parts, registers: true, oneByOne: true }
    expect(judge(story, { sequentialKeys: true }).verdict).toBe('valid')
    const told = { parts: [...parts, 'rx1'], registers: true, oneByOne: true }
    expect(() => judge(told)).toThrow('1 is written to "x" twice: a read cannot tell which')
  })

  it('says why versions have no order', () => {
    const story = { parts: ['rx1 wx2', 'rx2 wx1'], registers: true }
    expect(judge(story, { writesFollowReads: true }).witness?.sentence).toBe(
      'The versions of x have no order: 1 came before 2, because T1 (process 100, in entry 2) met 1 before it wrote 2; ' +
        '2 came before 1, because T2 (process 101, in entry 3) met 2 before it wrote 1.',
    )
  })
})

it('reads micro-operations with and without colons, and keys and values of any kind', () => {
  const plain = eventsOf({ parts: ['ax1 ry', 'ay1 rx'] })
  const rename = (value: unknown): unknown =>
    Array.isArray(value) ? value.map(rename) : typeof value === 'number' ? { n: value } : value
  const other = plain.map((event) => ({
    ...event,
    value: (event.value as unknown[][]).map(([f, key, value]) => [`:${f}`, [key], rename(value)]),
  }))
  expect(typesOf(judgeEvents(other))).toEqual(['G2-item'])
})

function letter(place: number): string {
  return String.fromCharCode(97 + (place % 9))
}
