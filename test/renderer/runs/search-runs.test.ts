/** Goal: the few typed words find what they mean. Method: a library of five. */
import { describe, expect, it } from 'vitest'
import { searchRuns } from '../../../renderer/views/runs/search-runs.ts'
import { aBrokenRun, aRun } from './a-run.ts'

const RUNS = [
  aRun({ name: 'good', tags: ['Baseline'] }),
  aRun({ name: 'bad', drill: 'stale-read', release: 'local-reads', verdict: 'invalid', seed: '17' }),
  aRun({ name: 'unsure', verdict: 'unknown', simulated: false, tags: ['demo'] }),
  aRun({ name: 'cut', verdict: null, status: 'interrupted', reason: 'stopped', seed: '7' }),
  aBrokenRun('torn'),
]

function found(typed: string): string[] {
  return searchRuns(RUNS, typed).map(({ name }) => name)
}

describe('the search of runs', () => {
  it('finds everything with nothing typed', () => {
    expect(found('  ')).toHaveLength(RUNS.length)
  })

  it('takes the word of a standing for that standing and nothing near it', () => {
    expect(found('valid')).toEqual(['good'])
    expect(found('INVALID')).toEqual(['bad'])
    expect(found('unknown')).toEqual(['unsure'])
    expect(found('interrupted')).toEqual(['cut'])
    expect(found('broken')).toEqual(['torn'])
  })

  it('finds a text in name, drill, release and tags, without regard to case', () => {
    expect(found('STALE')).toEqual(['bad'])
    expect(found('local-r')).toEqual(['bad'])
    expect(found('baseline')).toEqual(['good'])
  })

  it('reads fields, and words that are not wanted', () => {
    expect(found('tag:base')).toEqual(['good'])
    expect(found('seed:7')).toEqual(['cut'])
    expect(found('live')).toEqual(['unsure'])
    expect(found('-broken -interrupted -tag:demo')).toEqual(['good', 'bad'])
  })

  it('wants every word', () => {
    expect(found('leader-loss valid')).toEqual(['good'])
    expect(found('leader-loss invalid')).toEqual([])
  })

  it('finds forks, and those of one run', () => {
    const branch = aRun({ name: 'branch', parent: { run: 'bad', atMs: 4_900 } })
    const forked = (typed: string) => searchRuns([...RUNS, branch], typed).map(({ name }) => name)
    expect(forked('fork')).toEqual(['branch'])
    expect(forked('-fork -broken')).not.toContain('branch')
    expect(forked('parent:bad')).toEqual(['branch'])
    expect(forked('parent:good')).toEqual([])
  })

  it('finds a broken file by its problem', () => {
    expect(found('no run file')).toEqual(['torn'])
  })
})
