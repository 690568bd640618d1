/** How finely a run is drawn. Pure. */
import type { RunSeries } from '../../electron/ipc/shapes/runs.ts'

/** A few px each on a wide window. */
export const BINS_MOST = 240
/** What the verdict counts availability in; in finer ones, single operations look like trouble. */
export const SLOT_LEAST_MS = 100

/** For a run of about that length. */
export function binsFor(durationMs: number): number {
  return Math.min(BINS_MOST, Math.max(1, Math.floor(durationMs / SLOT_LEAST_MS)))
}

/** How many slots of about `wantedMs` the series takes. */
export function binsLike(
  { slotMs, ok }: Pick<RunSeries, 'slotMs' | 'ok'>,
  wantedMs: number,
): number {
  return Math.max(1, Math.round((slotMs * ok.length) / wantedMs))
}
