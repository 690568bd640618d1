import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { RoomSlot } from '../../../electron/ipc/shapes/room.ts'
import {
  availabilitySummary,
  latencySummary,
  latencyText,
  operationsSummary,
  shareText,
} from '../../../renderer/charts/chart-words.ts'
import { lowest, roundedUp, SlotBuckets } from '../../../renderer/charts/slot-buckets.ts'

const slot = (atMs: number, ok: number, p99Ms: number | null = ok > 0 ? 10 : null): RoomSlot => ({
  atMs,
  ok,
  fail: 0,
  info: 0,
  p50Ms: p99Ms === null ? null : p99Ms / 2,
  p99Ms,
  p999Ms: p99Ms,
})

describe('slots in buckets', () => {
  it('keep each slot where there is room for all, as operations a second', () => {
    const buckets = new SlotBuckets({ fromMs: 0, toMs: 1000 }, 800)
    buckets.read([slot(-100, 9), slot(0, 40), slot(100, 20)])
    expect(buckets.filled).toBe(2)
    expect([...buckets.columns.ok.slice(0, 2)]).toEqual([400, 200])
    expect(buckets.columns.ok[2]).toBeNaN()
  })

  it('count every operation of the axis once, however narrow the chart', () => {
    const rows = fc.array(fc.integer({ min: 0, max: 500 }), { minLength: 1, maxLength: 600 })
    fc.assert(
      fc.property(rows, fc.integer({ min: 1, max: 900 }), (counts, width) => {
        const buckets = new SlotBuckets({ fromMs: 0, toMs: 60_000 }, width)
        expect(buckets.count).toBeLessThanOrEqual(width)
        buckets.read(counts.map((ok, index) => slot(index * 100, ok)))
        let told = 0
        for (let bucket = 0; bucket < buckets.filled; bucket++) {
          const perBucket = buckets.bucketMs / 100
          const slots = Math.min(counts.length, (bucket + 1) * perBucket) - bucket * perBucket
          told += (buckets.columns.ok[bucket] ?? 0) * slots * 0.1
        }
        expect(told).toBeCloseTo(
          counts.reduce((sum, ok) => sum + ok, 0),
          3,
        )
      }),
    )
  })

  it('keep the highest latency and the worst availability of a bucket', () => {
    const buckets = new SlotBuckets({ fromMs: 0, toMs: 1000 }, 5)
    buckets.read([slot(0, 10, 8), slot(100, 10, 900), slot(200, 0), slot(300, 10, 8)])
    expect([...buckets.columns.p99.slice(0, 2)]).toEqual([900, 8])
    expect([...buckets.columns.available.slice(0, 2)]).toEqual([1, 0.5])
  })

  it('forget what they held before', () => {
    const buckets = new SlotBuckets({ fromMs: 0, toMs: 1000 }, 10)
    buckets.read([slot(0, 10), slot(100, 10)])
    buckets.read([slot(0, 0)])
    expect(buckets.filled).toBe(1)
    expect(buckets.columns.p99[0]).toBeNaN()
    expect(buckets.at(50)).toBe(0)
    expect(buckets.at(150)).toBeNull()
  })

  it('round a scale up to few values', () => {
    expect([0, 1, 3, 40, 402, 1001].map(roundedUp)).toEqual([1, 1, 3, 40, 600, 1500])
    expect(lowest(Float64Array.of(NaN, 0, 3, 2, 7))).toBe(2)
  })
})

describe('the charts in words', () => {
  it('tell the figures and the gaps', () => {
    const buckets = new SlotBuckets({ fromMs: 0, toMs: 1000 }, 10)
    expect(operationsSummary(buckets)).toBe('Operations per second: nothing recorded yet.')
    buckets.read([slot(0, 40), slot(100, 0), slot(200, 0), slot(300, 20)])
    expect(operationsSummary(buckets)).toContain('acknowledged now 200, at most 400')
    expect(latencySummary(buckets)).toContain('99th percentile 10.0 ms')
    expect(availabilitySummary(buckets)).toBe('Availability: 1 gap, the last: 0.1 s to 0.3 s.')
  })

  it('never round availability up, and give latencies a unit that fits', () => {
    expect(shareText(0.9999)).toBe('99.9 %')
    expect(shareText(1)).toBe('100 %')
    expect([0.84, 18.24, 140, 1400, null].map(latencyText)).toEqual([
      '840 µs',
      '18.2 ms',
      '140 ms',
      '1.40 s',
      '–',
    ])
  })
})
