/** Goal: waits are spread from nothing to a bound that doubles and is capped. */
import { describe, expect, it } from 'vitest'
import { Prng } from '../../../core/base/prng.ts'
import { backoffBoundMs, backoffMs } from '../../../core/resilience/backoff.ts'
import { RepeatFilter } from '../../../core/resilience/repeat-filter.ts'

const BACKOFF = { baseMs: 10, maxMs: 200 }

describe('backoff', () => {
  it('doubles up to its cap, also after very many failures', () => {
    const bounds = [1, 2, 3, 4, 5, 6, 7, 5_000].map((count) => backoffBoundMs(BACKOFF, count))
    expect(bounds).toEqual([10, 20, 40, 80, 160, 200, 200, 200])
    expect(backoffBoundMs({ baseMs: 500, maxMs: 200 }, 1)).toBe(200)
  })

  it('draws from the whole span', () => {
    const prng = new Prng('backoff')
    const drawn = Array.from({ length: 2_000 }, () => backoffMs(BACKOFF, 3, prng))
    expect(Math.min(...drawn)).toBe(0)
    expect(Math.max(...drawn)).toBe(40)
    expect(new Set(drawn).size).toBe(41)
  })
})

describe('the repeat filter', () => {
  const request = (from: string, attempt?: number) => ({
    ...{ from, session: 0, sequence: 1, operation: { f: 'read' } },
    ...(attempt === undefined ? {} : { attempt }),
  })

  it('takes each number of a client once, and none that was overtaken', () => {
    const filter = new RepeatFilter()
    const repeats = [1, 1, 3, 2, 3, 4].map((attempt) => filter.isRepeat(request('c1', attempt)))
    expect(repeats).toEqual([false, true, false, true, true, false])
    expect(filter.isRepeat(request('c2', 1))).toBe(false)
  })

  it('lets pass what has no number', () => {
    const filter = new RepeatFilter()
    expect([filter.isRepeat(request('c1')), filter.isRepeat(request('c1'))]).toEqual([false, false])
  })
})
