/** Round moments for an axis, and how they are written there. Pure. */

export interface Tick {
  readonly atUs: number
  readonly label: string
}

/** Room that a label needs with the space around it. */
const LABEL_PX_MIN = 80
const TICKS_MAX = 400

const SECOND_US = 1_000_000
/** From a minute on, steps that a clock has. */
const LONG_STEPS_US = [10, 15, 30, 60, 120, 300, 600, 900, 1_800, 3_600, 7_200, 21_600, 86_400].map(
  (seconds) => seconds * SECOND_US,
)

/** The smallest round step of at least `leastUs`. */
export function roundStepUs(leastUs: number): number {
  for (let decade = 1; decade <= SECOND_US; decade *= 10) {
    for (const factor of [1, 2, 5]) {
      if (decade * factor >= leastUs) return decade * factor
    }
  }
  const long = LONG_STEPS_US.find((step) => step >= leastUs)
  return long ?? Math.ceil(leastUs / (86_400 * SECOND_US)) * 86_400 * SECOND_US
}

/** Ticks from `fromUs` to `toUs` inclusive, never closer than a label is wide. */
export function ticksOf(fromUs: number, toUs: number, widthPx: number): readonly Tick[] {
  const stepUs = roundStepUs(Math.max(1, ((toUs - fromUs) * LABEL_PX_MIN) / Math.max(1, widthPx)))
  const ticks: Tick[] = []
  const first = Math.ceil(fromUs / stepUs)
  for (let at = first; at * stepUs <= toUs && ticks.length < TICKS_MAX; at++) {
    ticks.push({ atUs: at * stepUs, label: tickLabel(at * stepUs, stepUs, toUs) })
  }
  return ticks
}

/** Seconds with as many digits as the step has; minutes and hours where a run is long. */
export function tickLabel(atUs: number, stepUs: number, toUs: number): string {
  const digits = Math.max(0, Math.ceil(6 - Math.log10(stepUs) - 1e-9))
  if (toUs < 600 * SECOND_US) return (atUs / SECOND_US).toFixed(digits)
  const minutes = Math.floor(atUs / (60 * SECOND_US))
  const rest = (atUs - minutes * 60 * SECOND_US) / SECOND_US
  const seconds = rest.toFixed(digits).padStart(digits === 0 ? 2 : digits + 3, '0')
  if (minutes < 60) return `${minutes}:${seconds}`
  return `${Math.floor(minutes / 60)}:${String(minutes % 60).padStart(2, '0')}:${seconds}`
}
