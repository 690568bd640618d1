/** Goal: tags of many runs are told apart by how many have them. Method: three runs. */
import { describe, expect, it } from 'vitest'
import { suggestedTags, tagsOf } from '../../../renderer/views/runs/tags-of-runs.ts'
import { aBrokenRun, aRun } from './a-run.ts'

const RUNS = [aRun({ tags: ['b', 'a'] }), aRun({ tags: ['a', 'c'] }), aBrokenRun()]

describe('the tags of runs', () => {
  it('are on all of them or on some; broken files have none', () => {
    expect(tagsOf(RUNS)).toEqual({ onAll: ['a'], onSome: ['b', 'c'] })
    expect(tagsOf([])).toEqual({ onAll: [], onSome: [] })
  })

  it('suggest the most used that are not there yet', () => {
    expect(suggestedTags(RUNS, [], 2)).toEqual(['a', 'b'])
    expect(suggestedTags(RUNS, ['a'], 5)).toEqual(['b', 'c'])
  })
})
