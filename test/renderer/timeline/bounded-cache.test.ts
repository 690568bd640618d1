import { describe, expect, it } from 'vitest'
import { BoundedCache } from '../../../renderer/timeline/bounded-cache.ts'

describe('a bounded cache', () => {
  it('gives up what was not used for longest', () => {
    const cache = new BoundedCache<string>(30, 0)
    cache.set(1, 'one', 10)
    cache.set(2, 'two', 10)
    cache.set(3, 'three', 10)
    cache.touch(1)
    cache.set(4, 'four', 10)
    expect([1, 2, 3, 4].filter((key) => cache.has(key))).toEqual([1, 3, 4])
    expect(cache.cost).toBe(30)
  })

  it('never gives up what is pinned, nor what just came', () => {
    const cache = new BoundedCache<string>(10, 7)
    cache.set(7, 'root', 8)
    cache.set(1, 'large', 50)
    expect(cache.peek(7)).toBe('root')
    expect(cache.peek(1)).toBe('large')
    cache.set(2, 'next', 1)
    expect(cache.has(1)).toBe(false)
  })

  it('counts what it holds again once, not twice', () => {
    const cache = new BoundedCache<string>(30, 0)
    cache.set(1, 'a', 10)
    cache.set(1, 'b', 12)
    expect([cache.cost, cache.size]).toEqual([12, 1])
  })
})
