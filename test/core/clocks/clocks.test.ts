/** Goal: Lamport and vector clocks keep their laws. Method: small cases and random clocks. */
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { lamportCompare, lamportLocal, lamportReceive } from '../../../core/clocks/lamport.ts'
import { vectorCompare, vectorMerge, vectorTick } from '../../../core/clocks/vector.ts'

const clock = fc.array(fc.nat(3), { maxLength: 4 })

describe('the Lamport clock', () => {
  it('grows with every event and beyond every message', () => {
    expect(lamportLocal(4)).toBe(5)
    expect(lamportReceive(4, 9)).toBe(10)
    expect(lamportReceive(9, 4)).toBe(10)
  })

  it('orders events totally', () => {
    const at = (time: number, machine: string) => ({ time, machine })
    const sorted = [at(2, 'n1'), at(1, 'n2'), at(1, 'n1')].sort(lamportCompare)
    expect(sorted).toEqual([at(1, 'n1'), at(1, 'n2'), at(2, 'n1')])
    expect(lamportCompare(at(1, 'n1'), at(1, 'n1'))).toBe(0)
  })
})

describe('vector clocks', () => {
  it.each([
    [[1, 2], [1, 2], 'same'],
    [[1, 2], [1, 2, 0], 'same'],
    [[1], [1, 1], 'before'],
    [[2, 1], [1, 1], 'after'],
    [[2, 1], [1, 2], 'concurrent'],
    [[], [], 'same'],
  ] as const)('compare %j with %j: %s', (left, right, expected) => {
    expect(vectorCompare(left, right)).toBe(expected)
  })

  it('merge to the least clock that is not before either', () => {
    const property = fc.property(clock, clock, clock, (left, right, other) => {
      const merged = vectorMerge(left, right)
      const above = (clocked: readonly number[], low: readonly number[]) =>
        ['same', 'after'].includes(vectorCompare(clocked, low))
      expect(above(merged, left) && above(merged, right)).toBe(true)
      if (above(other, left) && above(other, right)) expect(above(other, merged)).toBe(true)
    })
    fc.assert(property, { numRuns: 500, seed: 7 })
  })

  it('tick after themselves, at one place', () => {
    expect(vectorTick([1], 2)).toEqual([1, 0, 1])
    const property = fc.property(clock, fc.nat(5), (before, place) => {
      expect(vectorCompare(before, vectorTick(before, place))).toBe('before')
    })
    fc.assert(property, { numRuns: 200, seed: 7 })
  })
})
