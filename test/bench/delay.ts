/** How long something took, over and over. */
import { loadavg } from 'node:os'
import { ascending, percentile } from './percentile.ts'

export interface Delay {
  readonly delay: string
  readonly times: number
  readonly p50Ms: number
  readonly p99Ms: number
  readonly worstMs: number
}

export function delayOf(name: string, ms: readonly number[]): Delay {
  const sorted = ascending(ms)
  const rounded = (share: number): number => Math.round(percentile(sorted, share) * 10) / 10
  return {
    delay: name,
    times: sorted.length,
    p50Ms: rounded(0.5),
    p99Ms: rounded(0.99),
    worstMs: rounded(1),
  }
}

/** Of this computer over the last minute: stands beside every delay. */
export function loadNow(): number {
  return Math.round((loadavg()[0] ?? 0) * 10) / 10
}
