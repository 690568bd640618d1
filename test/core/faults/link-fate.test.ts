/**
 * Goal: each rule does to messages what it says, rules of one link add up, and the evidence is
 * what was done.
 * Method: many messages through one link, counted.
 */
import { expect, test } from 'vitest'
import fc from 'fast-check'
import { Prng, ratio } from '../../../core/base/prng.ts'
import type { Delay, LinkRule } from '../../../core/faults/action.ts'
import {
  drawDelay,
  LinkFates,
  THROTTLE_LIMIT_MS,
  type Fate,
} from '../../../core/faults/link-fate.ts'

const MESSAGES = 4_000

function fates(...rules: readonly LinkRule[]): LinkFates {
  const made = new LinkFates(new Prng('fates'))
  rules.forEach((rule, index) => made.install(`f${index}`, 'n1', 'n2', rule))
  return made
}

function send(links: LinkFates, count: number, everyMs = 1, bytes = 100): Fate[] {
  return Array.from({ length: count }, (_, index) =>
    links.decide('n1', 'n2', bytes, index * everyMs),
  )
}

function near(value: number | undefined, expected: number): void {
  expect(Math.abs((value ?? 0) - expected)).toBeLessThan(expected * 0.15)
}

test('without rules nothing is asked; on other links nothing happens', () => {
  const links = fates()
  expect(links.idle).toBe(true)
  links.install('cut', 'n1', 'n2', { type: 'cut' })
  expect(links.idle).toBe(false)
  expect(links.decide('n2', 'n1', 100, 0)).toBeNull()
  expect(links.decide('n1', 'n3', 100, 0)).toBeNull()
  expect(links.evidence().get('cut')?.messages).toBe(0)
})

test('a cut link loses everything, until it is lifted; its evidence stays', () => {
  const links = fates({ type: 'cut' })
  expect(send(links, 10)).toEqual(Array(10).fill([]))
  expect(links.lift('f0')).toBe(1)
  expect(links.lift('f0')).toBe(0)
  expect(links.idle).toBe(true)
  expect(send(links, 3)).toEqual([null, null, null])
  expect(links.evidence().get('f0')).toMatchObject({ messages: 10, dropped: 10 })
})

test('loss, duplication, reordering and corruption are as frequent as they say', () => {
  const probability = ratio(1, 4)
  const lossy = fates({ type: 'loss', probability })
  near(send(lossy, MESSAGES).filter((fate) => fate?.length === 0).length, MESSAGES / 4)
  near(lossy.evidence().get('f0')?.dropped, MESSAGES / 4)
  const doubling = fates({ type: 'duplicate', probability })
  near(send(doubling, MESSAGES).filter((fate) => fate?.length === 2).length, MESSAGES / 4)
  near(doubling.evidence().get('f0')?.duplicated, MESSAGES / 4)
  const shuffling = fates({ type: 'reorder', probability, byMs: 30 })
  near(send(shuffling, MESSAGES).filter((fate) => fate?.[0]?.delayMs === 30).length, MESSAGES / 4)
  near(shuffling.evidence().get('f0')?.reordered, MESSAGES / 4)
  const noisy = fates({ type: 'corrupt', probability })
  near(send(noisy, MESSAGES).filter((fate) => fate?.[0]?.corrupt === true).length, MESSAGES / 4)
  near(noisy.evidence().get('f0')?.corrupted, MESSAGES / 4)
})

test('a second copy is never damaged and follows the first', () => {
  const always = ratio(1, 1)
  const links = fates(
    { type: 'corrupt', probability: always },
    { type: 'duplicate', probability: always },
  )
  for (const fate of send(links, 50)) {
    const [first, second] = fate ?? []
    expect(first).toEqual({ delayMs: 0, corrupt: true })
    expect(second?.corrupt).toBe(false)
    expect(second?.delayMs).toBeGreaterThan(0)
  }
})

test('a delay that keeps order never lets a message overtake; one that does not, may', () => {
  const delay: Delay = { shape: 'uniform', fromMs: 0, toMs: 50 }
  const arrivals = (keepOrder: boolean): number[] =>
    send(fates({ type: 'delay', delay, keepOrder }), 500).map(
      (fate, sentMs) => sentMs + (fate?.[0]?.delayMs ?? 0),
    )
  const sorted = (list: number[]): number[] => [...list].sort((left, right) => left - right)
  expect(arrivals(true)).toEqual(sorted(arrivals(true)))
  expect(arrivals(false)).not.toEqual(sorted(arrivals(false)))
})

test('delays of several rules add up, and each counts its own', () => {
  const constant = (ms: number): LinkRule => {
    return { type: 'delay', delay: { shape: 'constant', ms }, keepOrder: true }
  }
  const links = fates(constant(5), constant(7))
  expect(send(links, 2, 100)).toEqual(Array(2).fill([{ delayMs: 12, corrupt: false }]))
  expect(links.evidence().get('f0')).toMatchObject({ delayed: 2, delayedMs: 10 })
  expect(links.evidence().get('f1')).toMatchObject({ delayed: 2, delayedMs: 14 })
})

test('a throttled link lets through what it may, and drops what would wait too long', () => {
  const links = fates({ type: 'throttle', bytesPerSecond: 1_000 })
  const arrivals = send(links, 100, 0, 100).map((fate) => fate?.[0]?.delayMs)
  expect(arrivals.slice(0, 3)).toEqual([100, 200, 300])
  const through = arrivals.filter((delayMs) => delayMs !== undefined)
  expect(Math.max(...through)).toBe(THROTTLE_LIMIT_MS)
  expect(through).toHaveLength(50)
  expect(links.evidence().get('f0')).toMatchObject({ messages: 100, dropped: 50 })
  expect(links.decide('n1', 'n2', 100, 60_000)).toEqual([{ delayMs: 100, corrupt: false }])
})

test('the first rule that loses a message wins: later ones never see it', () => {
  const links = fates({ type: 'cut' }, { type: 'duplicate', probability: ratio(1, 1) })
  send(links, 5)
  expect(links.evidence().get('f1')).toMatchObject({ messages: 0, duplicated: 0 })
})

test('drawn delays are whole, never negative, and around their middle', () => {
  const delay: fc.Arbitrary<Delay> = fc.oneof(
    fc.record({ shape: fc.constant('constant' as const), ms: fc.nat({ max: 1000 }) }),
    fc
      .tuple(fc.nat({ max: 500 }), fc.nat({ max: 500 }))
      .map(([fromMs, more]) => ({ shape: 'uniform' as const, fromMs, toMs: fromMs + more })),
    fc.record({
      shape: fc.constant('normal' as const),
      meanMs: fc.nat({ max: 300 }),
      deviationMs: fc.nat({ max: 100 }),
    }),
    fc.record({
      shape: fc.constant('heavy-tail' as const),
      medianMs: fc.integer({ min: 1, max: 100 }),
      maximumMs: fc.integer({ min: 100, max: 5000 }),
    }),
  )
  fc.assert(
    fc.property(delay, fc.string(), (shape, seed) => {
      const ms = drawDelay(shape, new Prng(seed))
      expect(Number.isInteger(ms) && ms >= 0).toBe(true)
    }),
    { seed: 23, numRuns: 500 },
  )
  const drawn = (shape: Delay): number[] => {
    const prng = new Prng('middle')
    return Array.from({ length: 3_001 }, () => drawDelay(shape, prng)).sort((a, b) => a - b)
  }
  near(drawn({ shape: 'normal', meanMs: 200, deviationMs: 20 })[1_500], 200)
  near(drawn({ shape: 'heavy-tail', medianMs: 100, maximumMs: 60_000 })[1_500], 100)
  expect(drawn({ shape: 'heavy-tail', medianMs: 100, maximumMs: 400 }).at(-1)).toBe(400)
})
