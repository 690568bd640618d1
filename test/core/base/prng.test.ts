/**
 * Goal: the same seed draws the same numbers for ever, and the numbers are spread as they should.
 * Method: pinned first draws, and counts over many draws.
 */
import { expect, test } from 'vitest'
import { Prng, ratio } from '../../../core/base/prng.ts'

function draw(prng: Prng, count: number): number[] {
  return Array.from({ length: count }, () => prng.uint32())
}

test('a seed means the same numbers in every version', () => {
  expect(draw(new Prng('faultline'), 3)).toMatchInlineSnapshot(`
    [
      3661088841,
      4051301036,
      3092638799,
    ]
  `)
  expect(draw(new Prng(''), 3)).toMatchInlineSnapshot(`
    [
      1653483689,
      3040867876,
      2449582513,
    ]
  `)
})

test('a fork depends on seed and name, and not on what was drawn', () => {
  const fresh = new Prng('s')
  const used = new Prng('s')
  draw(used, 100)
  expect(draw(used.fork('net'), 5)).toEqual(draw(fresh.fork('net'), 5))
  expect(draw(fresh.fork('net'), 5)).not.toEqual(draw(fresh.fork('disk'), 5))
  expect(draw(fresh.fork('a').fork('b'), 5)).not.toEqual(draw(fresh.fork('b').fork('a'), 5))
})

test('integers fill their range, ends included, and evenly', () => {
  const prng = new Prng('even')
  const counts = new Map<number, number>()
  for (let drawn = 0; drawn < 60_000; drawn++) {
    const value = prng.integer(-2, 3)
    counts.set(value, (counts.get(value) ?? 0) + 1)
  }
  expect([...counts.keys()].sort((left, right) => left - right)).toEqual([-2, -1, 0, 1, 2, 3])
  for (const count of counts.values()) expect(Math.abs(count - 10_000)).toBeLessThan(500)
  expect(prng.integer(7, 7)).toBe(7)
})

test('ranges and ratios that make no sense are refused', () => {
  const prng = new Prng('s')
  expect(() => prng.integer(2, 1)).toThrow(/integer range 2..1/)
  expect(() => prng.integer(0, 0.5)).toThrow(/integer range/)
  expect(() => prng.integer(0, 2 ** 32)).toThrow(/over 2\^32/)
  expect(() => ratio(1, 0)).toThrow(/ratio needs integers/)
  expect(() => ratio(0.5, 2)).toThrow(/ratio needs integers/)
  expect(() => prng.pick([])).toThrow(/empty/)
})

test('a chance is as likely as its ratio', () => {
  const prng = new Prng('chance')
  let hits = 0
  for (let drawn = 0; drawn < 30_000; drawn++) if (prng.chance(ratio(1, 3))) hits++
  expect(Math.abs(hits - 10_000)).toBeLessThan(400)
  expect(prng.chance(ratio(0, 5))).toBe(false)
  expect(prng.chance(ratio(5, 5))).toBe(true)
})

test('a shuffle keeps every item, and reaches every order', () => {
  const prng = new Prng('orders')
  const seen = new Set<string>()
  const items = ['a', 'b', 'c']
  for (let drawn = 0; drawn < 200; drawn++) {
    const shuffled = prng.shuffle(items)
    expect([...shuffled].sort()).toEqual(items)
    seen.add(shuffled.join(''))
  }
  expect(seen.size).toBe(6)
})
