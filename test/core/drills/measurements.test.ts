/** Goal: probes read what happened. Method: hand-made operations; percentiles against a sort. */
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { bucketMiddleUs, bucketOf, Measurements } from '../../../core/drills/measurements.ts'
import { describeBounds, PROBES, readProbe, withinBounds } from '../../../core/drills/probes.ts'
import { viewOf } from './scripted.ts'

function acknowledged(...times: readonly number[]): Measurements {
  const measurements = new Measurements()
  for (const atMs of times) measurements.completed(atMs, { okUs: [1000], fail: 0, info: 0 })
  return measurements
}

describe('probes', () => {
  const measurements = acknowledged(50, 150, 250, 850, 950)
  const range = { fromMs: 0, toMs: 1000 }

  it.each([
    ['availability', 0.5],
    ['longest-outage', 600],
    ['unavailable', 50],
    ['throughput', 5],
    ['acknowledged', 5],
    ['elections', 0],
  ])('%s', (probe, value) => {
    expect(readProbe(probe, measurements, range)).toBe(value)
  })

  it('takes the pauses of a low rate for no outage, and an outage of the same for one', () => {
    const rare = { ratePerSecond: 50 }
    const seen = (...times: readonly number[]) => {
      const filled = new Measurements(rare)
      for (const atMs of times) filled.completed(atMs, { okUs: [1000], fail: 0, info: 0 })
      return filled
    }
    const pauses = seen(50, 350, 450, 750, 850, 950)
    expect(pauses.availability(range)).toBe(1)
    expect(seen(50, 150, 250, 850, 950).availability(range)).toBe(0.5)
    expect(seen(50, 150, 250).availability({ fromMs: 500, toMs: 1000 })).toBe(0)
    expect(seen(50, 150, 250).availability({ fromMs: 200, toMs: 1200 })).toBe(0.1)
    expect(seen().availability(range)).toBe(0)
  })

  it('sees the outages at both ends of a range', () => {
    expect(readProbe('longest-outage', acknowledged(700), range)).toBe(700)
    expect(readProbe('longest-outage', acknowledged(200), range)).toBe(800)
    expect(readProbe('longest-outage', acknowledged(), range)).toBe(1000)
    expect(readProbe('unavailable', acknowledged(), range)).toBe(1000)
  })

  it('says nothing where nothing was measured', () => {
    for (const name of ['p50', 'p95', 'p99', 'p999']) {
      expect(readProbe(name, new Measurements(), range)).toBeNull()
    }
    expect(readProbe('availability', measurements, { fromMs: 0, toMs: 0 })).toBeNull()
    expect(withinBounds(null, { atMost: 5 })).toBe(false)
  })

  it('adds up outages over a least length', () => {
    expect(measurements.unavailableMs(range, 200)).toBe(600)
    expect(measurements.unavailableMs(range, 100)).toBe(900)
  })

  it('counts a leader of a new term as an election, once', () => {
    const seen = new Measurements()
    seen.observe(0, viewOf({ nodes: 3, leader: 'n1', term: 1 }))
    seen.observe(500, viewOf({ nodes: 3, leader: 'n1', term: 1 }))
    seen.observe(600, viewOf({ nodes: 3 }))
    seen.observe(700, viewOf({ nodes: 3, leader: 'n1', term: 4 }))
    expect(seen.elections({ fromMs: 100, toMs: 1000 })).toBe(1)
    expect(seen.elections({ fromMs: 0, toMs: 1000 })).toBe(2)
  })

  it('find percentiles within one part in thirty-two', () => {
    const latencies = fc.array(fc.integer({ min: 0, max: 60_000_000 }), { minLength: 1 })
    fc.assert(
      fc.property(latencies, fc.constantFrom(500, 950, 990, 999), (okUs, permille) => {
        const filled = new Measurements()
        okUs.forEach((latency, index) =>
          filled.completed(index % 900, { okUs: [latency], fail: 0, info: 0 }),
        )
        const sorted = [...okUs].sort((left, right) => left - right)
        const exact = sorted[Math.max(1, Math.ceil((okUs.length * permille) / 1000)) - 1] ?? 0
        const found = (filled.percentileMs(range, permille) ?? NaN) * 1000
        expect(Math.abs(found - exact)).toBeLessThanOrEqual(exact / 32 + 1)
      }),
      { seed: 3, numRuns: 200 },
    )
  })

  it('put every latency in a bucket near it, in order', () => {
    const latency = fc.integer({ min: 0, max: 0x7fff_ffff })
    fc.assert(
      fc.property(latency, latency, (left, right) => {
        fc.pre(left <= right)
        expect(bucketOf(left)).toBeLessThanOrEqual(bucketOf(right))
        expect(Math.abs(bucketMiddleUs(bucketOf(left)) - left)).toBeLessThanOrEqual(left / 32)
      }),
      { seed: 4, numRuns: 300 },
    )
  })

  it('have names of their own and speak for themselves', () => {
    expect(new Set(PROBES.map(({ name }) => name)).size).toBe(PROBES.length)
    expect(describeBounds('longest-outage', { atMost: 2000 })).toBe('longest outage at most 2s')
    expect(describeBounds('availability', { atLeast: 0.99 })).toBe('availability at least 99 %')
  })
})
