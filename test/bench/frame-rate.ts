/**
 * Frames as the page was given them: how many a second in the middle, how many in the worst second,
 * and the longest that one had to wait. Pure.
 */
import { median } from './percentile.ts'

export interface FrameRate {
  readonly frames: number
  /** Median over the seconds. */
  readonly perSecond: number
  readonly worstSecond: number
  readonly longestMs: number
}

/** Each list holds the times of frames, ascending; what is left of its last second is left out. */
export function frameRateOf(lists: readonly (readonly number[])[]): FrameRate {
  const counts: number[] = []
  let longestMs = 0
  for (const times of lists) {
    counts.push(...countsOf(times))
    for (const [place, timeMs] of times.entries()) {
      longestMs = Math.max(longestMs, timeMs - (times[place - 1] ?? timeMs))
    }
  }
  return {
    frames: lists.reduce((sum, times) => sum + times.length, 0),
    perSecond: median(counts),
    worstSecond: Math.min(...counts),
    longestMs: Math.round(longestMs),
  }
}

/** Frames in each second from the first one on. */
function countsOf(times: readonly number[]): readonly number[] {
  const [firstMs = 0] = times
  const seconds = Math.floor(((times.at(-1) ?? firstMs) - firstMs) / 1000)
  const counts = new Array<number>(seconds).fill(0)
  for (const timeMs of times) {
    const second = Math.floor((timeMs - firstMs) / 1000)
    if (second < seconds) counts[second] = (counts[second] ?? 0) + 1
  }
  return counts
}
