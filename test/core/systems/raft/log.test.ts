/**
 * Goal: the log in memory is a list with a moving base, and its chain tells prefixes apart.
 * Method: random appends, truncations and compactions against a plain array.
 */
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { Durability } from '../../../../core/systems/raft/durability.ts'
import type { Entry } from '../../../../core/systems/raft/entry.ts'
import { Log } from '../../../../core/systems/raft/log.ts'
import { textChunk } from '../../../../core/systems/raft/snapshot-text.ts'

const SEED = 20_261_121

function entry(term: number, value: number): Entry {
  const operation = { f: 'write', key: 'x', value }
  return { term, command: { kind: 'apply', session: 0, sequence: 0, operation } }
}

function logOf(entries: readonly Entry[]): Log {
  const log = new Log()
  for (const item of entries) log.append(item)
  return log
}

const steps = fc.array(
  fc.tuple(fc.constantFrom('append', 'append', 'append', 'truncate', 'compact'), fc.nat(6)),
  { maxLength: 40 },
)

describe('the log', () => {
  it('is a list of which the beginning may be gone', () => {
    fc.assert(
      fc.property(steps, (list) => {
        const log = new Log()
        let model: Entry[] = []
        let base = 0
        let term = 1
        for (const [kind, number] of list) {
          if (kind === 'append') {
            term += number === 0 ? 1 : 0
            model.push(entry(term, number))
            log.append(entry(term, number))
          } else if (kind === 'truncate') {
            const from = Math.max(base + 1, model.length - number)
            model = model.slice(0, from - 1)
            log.truncate(from)
            term = Math.max(term, 1)
          } else {
            base = Math.min(model.length, base + number)
            log.compact(base)
          }
          const whole = logOf(model)
          expect(log.lastIndex).toBe(model.length)
          expect(log.lastTerm).toBe(whole.lastTerm)
          expect(log.base.index).toBe(base)
          expect(log.after(base)).toEqual(model.slice(base))
          for (let index = base; index <= model.length; index++) {
            expect(log.pointAt(index)).toEqual(whole.pointAt(index))
          }
          expect(log.termAt(base - 1)).toBe(undefined)
          expect(log.termAt(model.length + 1)).toBe(undefined)
        }
      }),
      { seed: SEED, numRuns: 200 },
    )
  })

  it('has equal chains exactly where prefixes are equal', () => {
    const entries = fc.array(fc.tuple(fc.nat(1), fc.nat(1)), { maxLength: 6 })
    fc.assert(
      fc.property(entries, entries, (left, right) => {
        const one = logOf(left.map(([term, value]) => entry(term, value)))
        const other = logOf(right.map(([term, value]) => entry(term, value)))
        for (let index = 0; index <= Math.min(left.length, right.length); index++) {
          const same =
            JSON.stringify(left.slice(0, index)) === JSON.stringify(right.slice(0, index))
          expect(one.chainAt(index) === other.chainAt(index)).toBe(same)
        }
      }),
      { seed: SEED, numRuns: 500 },
    )
  })

  it('finds the last entry whose term is not above a given one', () => {
    const terms = fc.array(fc.nat(2), { maxLength: 12 })
    fc.assert(
      fc.property(terms, fc.nat(14), fc.nat(20), fc.nat(6), (grows, upTo, term, base) => {
        let current = 0
        const list = grows.map((by) => (current += by))
        const log = logOf(list.map((at) => entry(at, 0)))
        const cut = Math.min(base, list.length)
        log.compact(cut)
        let expected = cut
        for (let index = cut + 1; index <= Math.min(upTo, list.length); index++) {
          if ((list[index - 1] as number) <= term) expected = index
        }
        expect(log.lastWithTermUpTo(upTo, term)).toBe(expected)
      }),
      { seed: SEED, numRuns: 500 },
    )
  })

  it('gives batches of at least one entry, within the limits', () => {
    const log = logOf(Array.from({ length: 10 }, (_, at) => entry(1, at)))
    expect(log.batch(1, { entries: 4, bytes: 1e6 }).entries).toHaveLength(4)
    expect(log.batch(3, { entries: 100, bytes: 1 }).entries).toHaveLength(1)
    expect(log.batch(9, { entries: 100, bytes: 1e6 }).entries).toHaveLength(2)
    expect(log.batch(11, { entries: 100, bytes: 1e6 }).entries).toHaveLength(0)
  })
})

describe('durability', () => {
  it('follows the disk', () => {
    const durability = new Durability()
    durability.begin(5)
    durability.stored(1, 6)
    durability.stored(3, 9)
    durability.reached(2)
    expect(durability.index).toBe(6)
    durability.reached(3)
    expect(durability.index).toBe(9)
  })

  it('does not count what was overwritten since', () => {
    const durability = new Durability()
    durability.stored(1, 9)
    durability.truncated(4)
    durability.stored(2, 5)
    durability.reached(1)
    expect(durability.index).toBe(3)
    durability.reached(2)
    expect(durability.index).toBe(5)
    durability.truncated(2)
    expect(durability.index).toBe(1)
  })
})

describe('pieces of a snapshot', () => {
  it('give the text back, and split no character', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: 'grapheme' }),
        fc.integer({ min: 2, max: 9 }),
        (text, units) => {
          let joined = ''
          while (joined.length < text.length) {
            const piece = textChunk(text, joined.length, units)
            expect(piece.length).toBeGreaterThan(0)
            expect(piece.length).toBeLessThanOrEqual(units)
            expect(piece.isWellFormed()).toBe(true)
            joined += piece
          }
          expect(joined).toBe(text)
        },
      ),
      { seed: SEED, numRuns: 300 },
    )
  })
})
