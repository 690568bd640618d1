/**
 * Goal: equal data has equal digests in every version, and a change anywhere is seen.
 * Method: pinned digests; random plain data, changed in one place.
 */
import { expect, test } from 'vitest'
import fc from 'fast-check'
import { EMPTY_DIGEST, mix } from '../../../core/base/digest.ts'

function digest(value: unknown): number {
  return mix(EMPTY_DIGEST, value)
}

test('a digest means the same data in every version', () => {
  const data = {
    a: [1, -2, 0.5, 1e300],
    b: 'text ü',
    c: null,
    d: true,
    e: new Uint8Array([1, 255]),
  }
  expect(digest(data)).toMatchInlineSnapshot(`3586973964`)
})

test('copies of plain data have the digest of the original, in 32 bits without a sign', () => {
  fc.assert(
    fc.property(fc.jsonValue(), (value) => {
      const first = digest(value)
      expect(digest(structuredClone(value))).toBe(first)
      expect(first >>> 0).toBe(first)
    }),
    { seed: 3, numRuns: 300 },
  )
})

test('different data has different digests', () => {
  const values: unknown[] = [
    null,
    true,
    false,
    0,
    1,
    -1,
    0.5,
    2 ** 32,
    2 ** 40,
    -(2 ** 31),
    '',
    '0',
    'a',
    'ab',
    'ba',
    [],
    [[]],
    [0],
    [1],
    [null],
    [1, 2],
    [2, 1],
    [[1], 2],
    {},
    { a: 1 },
    { b: 1 },
    { a: 2 },
    { a: 1, b: 2 },
    { a: { b: 1 } },
    ['a', 1],
    new Uint8Array(0),
    new Uint8Array([0]),
    new Uint8Array([1]),
    NaN,
    Infinity,
    -0.5,
  ]
  const digests = values.map(digest)
  expect(new Set(digests).size).toBe(values.length)
})

test('a field that is undefined counts as absent', () => {
  expect(digest({ a: 1, b: undefined })).toBe(digest({ a: 1 }))
  expect(digest({ a: 1 })).not.toBe(digest({ a: 1, b: null }))
})

test('the order of what was mixed matters', () => {
  const forward = mix(mix(EMPTY_DIGEST, 'x'), 'y')
  expect(mix(mix(EMPTY_DIGEST, 'y'), 'x')).not.toBe(forward)
})

test('what is not plain data is refused', () => {
  expect(() => digest(() => 1)).toThrow(/function is not plain data/)
  expect(() => digest({ deep: [1n] })).toThrow(/bigint is not plain data/)
  expect(() => digest(Symbol('s'))).toThrow(TypeError)
})
