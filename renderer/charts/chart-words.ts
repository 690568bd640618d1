/** The charts told in words, for who does not see them. Pure. */
import { highest, type SlotBuckets } from './slot-buckets.ts'
import { momentText } from './time-axis.ts'

export function operationsSummary(buckets: SlotBuckets): string {
  if (buckets.filled === 0) return 'Operations per second: nothing recorded yet.'
  const { ok, fail, info } = buckets.columns
  const last = buckets.filled - 1
  return (
    `Operations per second up to ${momentText(buckets.middleOf(last))}: ` +
    `acknowledged now ${whole(ok[last])}, at most ${whole(highest(ok))}; ` +
    `failed at most ${whole(highest(fail))}; unknown at most ${whole(highest(info))}.`
  )
}

export function latencySummary(buckets: SlotBuckets): string {
  const { p50, p99, p999 } = buckets.columns
  const last = p99.findLastIndex((value) => value > 0)
  if (last < 0) return 'Latency: nothing recorded yet.'
  return (
    `Latency: median ${latencyText(p50[last])}, 99th percentile ${latencyText(p99[last])}, ` +
    `99.9th ${latencyText(p999[last])}; 99th percentile at most ${latencyText(highest(p99))}.`
  )
}

export function availabilitySummary(buckets: SlotBuckets): string {
  const { available } = buckets.columns
  const gaps: string[] = []
  let from = -1
  for (let bucket = 0; bucket <= buckets.filled; bucket++) {
    const gone = bucket < buckets.filled && (available[bucket] ?? 1) === 0
    if (gone && from < 0) from = bucket
    if (!gone && from >= 0) {
      gaps.push(`${startOf(buckets, from)} to ${startOf(buckets, bucket)}`)
      from = -1
    }
  }
  if (buckets.filled === 0) return 'Availability: nothing recorded yet.'
  if (gaps.length === 0) return 'Availability: no gap.'
  const told = gaps.slice(-GAPS_TOLD).join(', ')
  return `Availability: ${gaps.length} ${gaps.length === 1 ? 'gap' : 'gaps'}, the last: ${told}.`
}

const GAPS_TOLD = 3

function startOf(buckets: SlotBuckets, bucket: number): string {
  return momentText(buckets.axis.fromMs + bucket * buckets.bucketMs)
}

function whole(value: number | undefined): string {
  return value === undefined || !Number.isFinite(value) ? 'none' : String(Math.round(value))
}

/** `840 µs`, `18.2 ms`, `1.40 s`. */
export function latencyText(ms: number | null | undefined): string {
  if (ms === null || ms === undefined || !Number.isFinite(ms)) return '–'
  if (ms < 1) return `${Math.round(ms * 1000)} µs`
  if (ms < 1000) return `${ms.toFixed(ms < 100 ? 1 : 0)} ms`
  return `${(ms / 1000).toFixed(2)} s`
}

/** `100 %`, `99.2 %`: never rounded up to what it is not. */
export function shareText(share: number | null | undefined): string {
  if (share === null || share === undefined || !Number.isFinite(share)) return '–'
  if (share === 1) return '100 %'
  return `${(Math.floor(share * 1000) / 10).toFixed(1)} %`
}

export function rateText(perSecond: number | null | undefined): string {
  if (perSecond === null || perSecond === undefined || !Number.isFinite(perSecond)) return '–'
  return String(Math.round(perSecond)).replace(/\B(?=(\d{3})+$)/g, ',')
}
