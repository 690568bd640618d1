/** The one time axis of the drill room: ms since the workload began, over the planned drill. Pure. */
export interface TimeAxis {
  readonly fromMs: number
  readonly toMs: number
}

export interface Tick {
  readonly atMs: number
  readonly text: string
}

const STEPS_MS = [
  100, 200, 500, 1000, 2000, 5000, 10_000, 15_000, 30_000, 60_000, 120_000, 300_000, 600_000,
  1_800_000, 3_600_000,
]

/**
 * The planned time, and more once the drill runs on into its recovery: then in whole steps of a
 * tenth, so that the picture does not shift with each moment.
 */
export function axisOver(durationMs: number, nowMs: number): TimeAxis {
  if (nowMs <= durationMs) return { fromMs: 0, toMs: durationMs }
  const step = Math.max(1000, durationMs / 10)
  return { fromMs: 0, toMs: durationMs + Math.ceil((nowMs - durationMs) / step) * step }
}

/** Share of the axis, 0 at its beginning, 1 at its end; outside for what lies outside. */
export function shareOf({ fromMs, toMs }: TimeAxis, atMs: number): number {
  return (atMs - fromMs) / (toMs - fromMs)
}

export function timeAt({ fromMs, toMs }: TimeAxis, share: number): number {
  return fromMs + share * (toMs - fromMs)
}

/** At round moments, `least` pixels apart or more. */
export function ticksOf(axis: TimeAxis, width: number, least = 70): readonly Tick[] {
  const span = axis.toMs - axis.fromMs
  const most = Math.max(1, Math.floor(width / least))
  const step = STEPS_MS.find((ms) => span / ms <= most) ?? span
  const ticks: Tick[] = []
  for (let atMs = Math.ceil(axis.fromMs / step) * step; atMs <= axis.toMs; atMs += step) {
    ticks.push({ atMs, text: tickText(atMs, step) })
  }
  return ticks
}

function tickText(atMs: number, step: number): string {
  if (step >= 60_000) return `${atMs / 60_000} min`
  return `${(atMs / 1000).toFixed(step < 1000 ? 1 : 0)} s`
}

/** The moment that a person reads: `12.4 s`. */
export function momentText(atMs: number): string {
  return `${(atMs / 1000).toFixed(1)} s`
}
