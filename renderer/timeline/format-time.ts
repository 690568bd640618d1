/** Moments and spans of a run as people read them, down to the microsecond. Pure. */

/** A moment of a run to the millisecond, or to the microsecond where the view is that near. */
export function momentText(atUs: number, spanUs = Infinity): string {
  const digits = spanUs <= 20_000 ? 6 : 3
  return `${(atUs / 1_000_000).toFixed(digits)} s`
}

/** `850 µs`, `40 ms`, `1.25 s`, `12.4 min`: three figures. */
export function spanText(us: number): string {
  const size = Math.abs(us)
  if (size < 1_000) return `${figure(us)} µs`
  if (size < 999_500) return `${figure(us / 1_000)} ms`
  if (size < 599_500_000) return `${figure(us / 1_000_000)} s`
  return `${figure(us / 60_000_000)} min`
}

function figure(value: number): string {
  return String(Number(value.toPrecision(3)))
}

/** Clocks of machines that tell the time of day show more than this. */
const SINCE_EPOCH_MS = 1e11

/** What a machine's own clock shows: the time of day (UTC), or seconds since it began. */
export function clockText(ms: number): string {
  if (ms < SINCE_EPOCH_MS || ms > 8e15) return `${(ms / 1_000).toFixed(3)} s`
  return new Date(ms).toISOString().slice(11, 23)
}
