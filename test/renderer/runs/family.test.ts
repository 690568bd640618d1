/** Goal: a fork is compared with what it continues, and two runs with the older one left. */
import { expect, it } from 'vitest'
import { comparedPair, parentOf } from '../../../renderer/views/runs/family.ts'
import { aBrokenRun, aRun } from './a-run.ts'

const parent = aRun({ name: 'parent', startedAt: '2026-11-20T00:00:00Z' })
const fork = aRun({
  name: 'fork',
  startedAt: '2026-11-21T00:00:00Z',
  parent: { run: 'parent', atMs: 4_900 },
})
const orphan = aRun({ name: 'orphan', parent: { run: 'gone', atMs: 1 } })
const RUNS = [fork, parent, orphan, aBrokenRun('gone')]

it('a fork that is chosen alone is compared with its parent, which stands left', () => {
  expect(comparedPair([fork], RUNS)).toEqual({ left: 'parent', right: 'fork' })
  expect(parentOf([fork], RUNS)).toBe('parent')
})

it('two that are chosen are compared, the older one left, whatever they are', () => {
  expect(comparedPair([fork, parent], RUNS)).toEqual({ left: 'parent', right: 'fork' })
  expect(comparedPair([parent, fork], RUNS)).toEqual({ left: 'parent', right: 'fork' })
  expect(parentOf([fork, parent], RUNS)).toBeNull()
})

it('nothing is compared of no run, of one that is no fork, of three, nor of a fork without its parent', () => {
  expect(comparedPair([], RUNS)).toBeNull()
  expect(comparedPair([parent], RUNS)).toBeNull()
  expect(comparedPair([fork, parent, orphan], RUNS)).toBeNull()
  expect(comparedPair([orphan], RUNS)).toBeNull()
})
