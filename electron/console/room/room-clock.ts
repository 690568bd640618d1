/**
 * The time of the room: ms since the workload began. During warm-up nobody knows yet when that
 * will be, so a usual warm-up is assumed and the time stays negative; once the workload begins,
 * everything is told again with its true time.
 */
const USUAL_WARM_UP_MS = 5_000

/** Whole ms, from ms since the run began. */
export function roomMs(runMs: number, begunMs: number | null): number {
  if (begunMs !== null) return Math.round(runMs - begunMs)
  return Math.min(-1, Math.round(runMs - USUAL_WARM_UP_MS))
}
