/** Goal: every column orders the table, ties newest first. Method: known and random libraries. */
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  NEWEST_FIRST,
  orderAfterClick,
  sortRuns,
  type Column,
} from '../../../renderer/views/runs/sort-runs.ts'
import { aBrokenRun, aRun } from './a-run.ts'

const COLUMNS: readonly Column[] = [
  'verdict',
  'drill',
  'system',
  'startedAt',
  'durationMs',
  'operations',
  'seed',
  'bytes',
  'world',
]

describe('the order of runs', () => {
  it('has what must be looked at first on top', () => {
    const runs = [
      aRun({ name: 'valid' }),
      aRun({ name: 'cut', verdict: null, status: 'interrupted' }),
      aRun({ name: 'unknown', verdict: 'unknown' }),
      aRun({ name: 'invalid', verdict: 'invalid' }),
    ]
    const sorted = sortRuns(runs, { column: 'verdict', direction: 'ascending' })
    expect(sorted.map(({ name }) => name)).toEqual(['invalid', 'unknown', 'cut', 'valid'])
  })

  it('has runs that nobody counted below those in which nothing was done', () => {
    const runs = [null, 0, 12].map((operations) => aRun({ name: `o${operations}`, operations }))
    const sorted = sortRuns(runs, { column: 'operations', direction: 'descending' })
    expect(sorted.map(({ name }) => name)).toEqual(['o12', 'o0', 'onull'])
  })

  it('counts seeds and names as numbers where they are', () => {
    const runs = ['10', '9', '2'].map((seed) => aRun({ name: `s${seed}`, seed }))
    const sorted = sortRuns(runs, { column: 'seed', direction: 'ascending' })
    expect(sorted.map(({ name }) => name)).toEqual(['s2', 's9', 's10'])
  })

  it('keeps every run, is the same whatever the order before, and has broken files last', () => {
    const run = fc.record({
      name: fc.stringMatching(/^[a-z]{1,4}$/),
      seed: fc.string({ maxLength: 3 }),
      bytes: fc.nat(5),
      startedAt: fc.constantFrom('2026-11-20T13:42:00Z', '2026-11-21T13:42:00Z', 'never'),
    })
    const library = fc.uniqueArray(run, { selector: ({ name }) => name, maxLength: 12 })
    fc.assert(
      fc.property(library, fc.constantFrom(...COLUMNS), fc.boolean(), (made, column, up) => {
        const order = { column, direction: up ? 'ascending' : 'descending' } as const
        const runs = [aBrokenRun('0'), ...made.filter(({ startedAt }) => startedAt !== 'never').map(aRun)]
        const sorted = sortRuns(runs, order)
        expect(new Set(sorted)).toEqual(new Set(runs))
        expect(sorted.at(-1)?.ok).toBe(false)
        expect(sortRuns(runs.toReversed(), order)).toEqual(sorted)
      }),
    )
  })

  it('does not lose runs whose beginning cannot be read', () => {
    const runs = [aRun({ name: 'a', startedAt: 'never' }), aRun({ name: 'b' })]
    expect(sortRuns(runs, NEWEST_FIRST)).toHaveLength(2)
  })

  it('turns round when a column is clicked again', () => {
    const once = orderAfterClick(NEWEST_FIRST, 'drill')
    expect(once).toEqual({ column: 'drill', direction: 'ascending' })
    expect(orderAfterClick(once, 'drill').direction).toBe('descending')
    expect(orderAfterClick(once, 'bytes').direction).toBe('descending')
  })
})
