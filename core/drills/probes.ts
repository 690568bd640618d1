/**
 * What can be measured of a run and spoken of in a drill: each probe reads one number from the
 * measurements over a range of time. A probe that has nothing to read says `null`; it never
 * invents a zero.
 */
import { unreachable } from '../base/assert.ts'
import type { Expectation } from './drill.ts'
import { formatDuration } from './quantities.ts'
import type { Measurements, Range } from './measurements.ts'

export type ProbeUnit = 'share' | 'ms' | 'per-second' | 'count'

export interface ProbeKind {
  /** The name in a drill file. */
  readonly name: string
  /** As a sentence names it: "longest outage". */
  readonly noun: string
  readonly summary: string
  readonly unit: ProbeUnit
  read(measurements: Measurements, range: Range): number | null
}

function percentile(name: string, permille: number): ProbeKind {
  return {
    name,
    noun: `${name} latency`,
    summary: `Latency that ${permille / 10} % of the acknowledged operations did not exceed.`,
    unit: 'ms',
    read: (measurements, range) => measurements.percentileMs(range, permille),
  }
}

export const PROBES: readonly ProbeKind[] = [
  {
    name: 'availability',
    noun: 'availability',
    summary:
      'Share of the 100 ms slots that were no part of an outage: none acknowledged though many asked.',
    unit: 'share',
    read: (measurements, range) => measurements.availability(range),
  },
  {
    name: 'unavailable',
    noun: 'time since the last acknowledged operation',
    summary: 'Time from the last acknowledged operation to the end of the range.',
    unit: 'ms',
    read: (measurements, range) => range.toMs - measurements.lastOkMs(range),
  },
  {
    name: 'longest-outage',
    noun: 'longest outage',
    summary: 'The longest time without an acknowledged operation.',
    unit: 'ms',
    read: (measurements, range) => measurements.longestOutageMs(range),
  },
  {
    name: 'throughput',
    noun: 'throughput',
    summary: 'Acknowledged operations a second.',
    unit: 'per-second',
    read: (measurements, range) =>
      range.toMs <= range.fromMs
        ? null
        : (measurements.tally(range).ok * 1000) / (range.toMs - range.fromMs),
  },
  percentile('p50', 500),
  percentile('p95', 950),
  percentile('p99', 990),
  percentile('p999', 999),
  {
    name: 'acknowledged',
    noun: 'acknowledged operations',
    summary: 'Number of acknowledged operations.',
    unit: 'count',
    read: (measurements, range) => measurements.tally(range).ok,
  },
  {
    name: 'elections',
    noun: 'elections',
    summary: 'Number of times that a new leader was seen.',
    unit: 'count',
    read: (measurements, range) => measurements.elections(range),
  },
]

export function findProbe(name: string): ProbeKind | undefined {
  return PROBES.find((probe) => probe.name === name)
}

/** `null` also for a name that is no probe; a drill's names were checked when it was read. */
export function readProbe(name: string, measurements: Measurements, range: Range): number | null {
  return findProbe(name)?.read(measurements, range) ?? null
}

export interface Bounds {
  readonly atLeast?: number
  readonly atMost?: number
}

/** False where nothing could be measured: what nobody saw cannot be said to hold. */
export function withinBounds(value: number | null, { atLeast, atMost }: Bounds): boolean {
  if (value === null) return false
  return (atLeast === undefined || value >= atLeast) && (atMost === undefined || value <= atMost)
}

/** `longest outage at most 2s`, `availability at least 99 %`. */
export function describeBounds(name: string, bounds: Bounds): string {
  const probe = findProbe(name)
  const told: string[] = []
  if (bounds.atLeast !== undefined) told.push(`at least ${formatValue(name, bounds.atLeast)}`)
  if (bounds.atMost !== undefined) told.push(`at most ${formatValue(name, bounds.atMost)}`)
  return `${probe?.noun ?? name} ${told.join(' and ')}`.trim()
}

/** `elections at most 0 from 4s to 18s`. */
export function describeExpectation(expectation: Expectation): string {
  const { probe, during } = expectation
  const told = describeBounds(probe, expectation)
  if (during === undefined) return told
  return `${told} from ${formatDuration(during.fromMs)} to ${formatDuration(during.toMs)}`
}

/** A value of that probe as people read it. */
export function formatValue(name: string, value: number | null): string {
  if (value === null) return 'nothing measured'
  const unit = findProbe(name)?.unit ?? 'count'
  switch (unit) {
    case 'share':
      return `${Math.round(value * 10_000) / 100} %`
    case 'ms':
      return formatDuration(Math.round(value))
    case 'per-second':
      return `${Math.round(value * 10) / 10}/s`
    case 'count':
      return String(Math.round(value))
    default:
      return unreachable(unit, 'unit of a probe')
  }
}
