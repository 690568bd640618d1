/** The checker against the verdicts that the tests of Elle and of elle-cli publish. */
import { describe, expect, it } from 'vitest'
import { LIST_CASES } from './elle-cases.ts'
import { judge, typesOf } from './story.ts'

describe('list-append, as Elle judges it', () => {
  it.each(LIST_CASES)('$name', ({ story, types, ruledOut, options, verdict }) => {
    const judgement = judge(story, options)
    expect(typesOf(judgement)).toEqual(types)
    expect(judgement.verdict).toBe(verdict ?? (types.length === 0 ? 'valid' : 'invalid'))
    if (types.length > 0) expect(judgement.ruledOut).toEqual(ruledOut)
  })
})
