/** Goal: without a choice, the run that people mean. Method: a small library. */
import { describe, expect, it } from 'vitest'
import { newestRun, otherRun } from '../../../renderer/views/verdict/other-run.ts'
import { aBrokenRun, aRun } from '../runs/a-run.ts'

const RUNS = [
  aBrokenRun(),
  aRun({ name: 'cut', verdict: null, status: 'interrupted', startedAt: '2026-11-23T00:00:00Z' }),
  aRun({ name: 'other', drill: 'bridge', startedAt: '2026-11-22T00:00:00Z' }),
  aRun({ name: 'late', startedAt: '2026-11-21T00:00:00Z' }),
  aRun({ name: 'early', startedAt: '2026-11-20T00:00:00Z' }),
]

describe('the run that is meant', () => {
  it('is the newest that was judged', () => {
    expect(newestRun(RUNS)).toBe('other')
    expect(newestRun(RUNS.slice(0, 2))).toBe('cut')
    expect(newestRun([aBrokenRun()])).toBeNull()
  })

  it('is compared with its parent, else with the newest of the same drill, else with any', () => {
    const late = { name: 'late', drill: 'leader-loss' }
    expect(otherRun(RUNS, { ...late, parent: 'cut' })).toBe('cut')
    expect(otherRun(RUNS, { ...late, parent: null })).toBe('early')
    expect(otherRun(RUNS, { name: 'other', drill: 'bridge', parent: 'gone' })).toBe('cut')
    expect(otherRun([aRun({ name: 'late' })], { ...late, parent: null })).toBeNull()
  })
})
