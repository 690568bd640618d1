/**
 * Goal: no property goes over a whole history without a rest, whatever the verdict, so that none
 * keeps a thread for long. Method: the sources are made to count their own work, with short
 * turns, and judge histories that are long beside these; what does not rest shows as more work
 * than there are operations. How long that takes in milliseconds is told by the bench.
 */
import { execFileSync } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { beforeAll, describe, expect, it } from 'vitest'
import { PROPERTIES } from '../../../../core/checkers/properties.ts'
import type { WorkCount } from './count-work.ts'

const OPERATIONS = 20_000

/** Less than one for each operation; beside it, one answer may be looked at as a whole. */
const WORK_MAX = 12_000

/** What may do more, and why. */
const ALLOWED: { readonly [row: string]: number | undefined } = {
  // Where all others may happen at any time, one step of a search looks at all of them.
  'bank violated': 150_000,
  // A cycle of all transactions is renamed at once.
  'list-append one ring': 30_000,
  'rw-register one ring': 30_000,
  // The sentence of a cycle looks for the reasons of its few steps in a column of all of them.
  'rw-register violated': 60_000,
}

const NOT_INVALID: readonly string[] = [
  // A bound of its own is looked for, and there is one.
  'bounded-staleness violated',
]

describe('work between two rests', () => {
  let counts: readonly WorkCount[] = []

  beforeAll(() => {
    const path = (name: string): string => fileURLToPath(new URL(name, import.meta.url))
    const told = execFileSync(
      process.execPath,
      ['--import', path('./counting-hooks.ts'), path('./count-work.ts'), `${OPERATIONS}`],
      { encoding: 'utf8', maxBuffer: 1 << 24 },
    )
    counts = told
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as WorkCount)
  }, 300_000)

  it.each(PROPERTIES.map(({ name }) => name))('%s rests, whatever it finds', (name) => {
    const rows = counts.filter(({ property }) => property === name)
    expect(rows.map(({ history }) => history)).toEqual(
      expect.arrayContaining(['right', 'violated']),
    )
    for (const { history, verdict, mostWork, longestAnswer } of rows) {
      const row = `${name} ${history}`
      expect(mostWork, row).toBeLessThan((ALLOWED[row] ?? WORK_MAX) + longestAnswer)
      if (history === 'violated' && !NOT_INVALID.includes(row)) expect(verdict, row).toBe('invalid')
      if (history === 'right') expect(verdict, row).not.toBe('invalid')
    }
  })
})
