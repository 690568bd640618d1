/** Goal: the grid knows what became of each seed, in whatever order they come. */
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { SeedResult } from '../../../electron/ipc/shapes/explore.ts'
import { SeedBook } from '../../../renderer/views/explore/seed-book.ts'

const result = (seed: number, verdict: SeedResult['verdict'], check: string | null = null) => ({
  seed,
  verdict,
  check,
  why: verdict === 'valid' ? '' : 'told',
})

function bookOf(results: readonly SeedResult[], fromSeed = 1, toSeed = 100): SeedBook {
  const book = new SeedBook()
  book.replace({ fromSeed, toSeed }, results)
  return book
}

describe('the book of seeds', () => {
  it('knows every seed by its place, and those that have not come yet', () => {
    const book = bookOf([result(12, 'valid'), result(10, 'invalid')], 10, 14)
    expect(book.count).toBe(5)
    expect([0, 1, 2, 3, 4].map((index) => book.markAt(index))).toEqual([
      'invalid',
      'waiting',
      'valid',
      'waiting',
      'waiting',
    ])
    expect([book.indexOf(10), book.indexOf(9), book.indexOf(15)]).toEqual([0, -1, -1])
    expect(book.seedAt(4)).toBe(14)
  })

  it('keeps the failing ones in order, however they come', () => {
    fc.assert(
      fc.property(fc.uniqueArray(fc.integer({ min: 1, max: 100 })), (seeds) => {
        const book = bookOf(seeds.map((seed) => result(seed, 'invalid')))
        const ordered = [...seeds].sort((left, right) => left - right)
        expect(book.failing.map(({ seed }) => seed)).toEqual(ordered)
        for (const seed of seeds) expect(book.failureOf(seed)?.seed).toBe(seed)
      }),
    )
  })

  it('takes what was told twice once, and refuses where some were missed', () => {
    const all = [result(3, 'invalid'), result(1, 'valid'), result(2, 'unknown')]
    const book = bookOf(all.slice(0, 2))
    expect(book.append({ first: 3, rows: [result(4, 'invalid')] })).toBe(false)
    expect(book.append({ first: 1, rows: all.slice(1) })).toBe(true)
    expect(book.failing.map(({ seed }) => seed)).toEqual([2, 3])
    expect(book.markAt(3)).toBe('waiting')
  })

  it('leads from one failing seed to the next', () => {
    const book = bookOf([result(9, 'invalid'), result(4, 'unknown'), result(5, 'valid')])
    expect(book.nextFailing(null, 1)).toBe(4)
    expect(book.nextFailing(null, -1)).toBe(9)
    expect(book.nextFailing(4, 1)).toBe(9)
    expect(book.nextFailing(6, -1)).toBe(4)
    expect(book.nextFailing(9, 1)).toBeNull()
    expect(book.nextFailing(4, -1)).toBeNull()
    expect(bookOf([]).nextFailing(null, 1)).toBeNull()
  })

  it('counts which checks broke, the most frequent first', () => {
    const book = bookOf([
      result(1, 'invalid', 'converged'),
      result(2, 'invalid', 'linearizable'),
      result(3, 'unknown', 'linearizable'),
      result(4, 'unknown'),
    ])
    expect(book.brokenChecks).toEqual([
      { check: 'linearizable', seeds: 2 },
      { check: 'converged', seeds: 1 },
      { check: null, seeds: 1 },
    ])
  })
})
