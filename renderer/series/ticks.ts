/** Round values for an axis. Pure. */

const STEPS = [1, 2, 5] as const
/** Above a minute, people count in sixties; ms. */
const LONG_STEPS_MS = [60, 120, 300, 600, 1800, 3600, 7200, 14_400].map((s) => s * 1000)

/** At most `most` round values from `from` to `to`, both in the same unit; a linear axis. */
export function linearTicks(from: number, to: number, most: number): readonly number[] {
  if (!(to > from) || most < 1) return []
  return multiples(from, to, linearStep((to - from) / most))
}

/** The same for milliseconds, in minutes and hours where the axis is long. */
export function timeTicks(fromMs: number, toMs: number, most: number): readonly number[] {
  if (!(toMs > fromMs) || most < 1) return []
  const least = (toMs - fromMs) / most
  const step =
    least <= 30_000 ? linearStep(least) : (LONG_STEPS_MS.find((ms) => ms >= least) ?? least)
  return multiples(fromMs, toMs, step)
}

/** 1, 2, 5, 10, ... between two positive values, thinned to at most `most`; a logarithmic axis. */
export function logarithmicTicks(from: number, to: number, most: number): readonly number[] {
  if (!(from > 0) || !(to >= from)) return []
  const powers: number[] = []
  const all: number[] = []
  for (let power = Math.floor(Math.log10(from)); power <= Math.ceil(Math.log10(to)); power++) {
    for (const step of STEPS) {
      const value = Number(`${step}e${power}`)
      if (value < from || value > to) continue
      all.push(value)
      if (step === 1) powers.push(value)
    }
  }
  const chosen = all.length <= most || powers.length < 2 ? all : powers
  const every = Math.max(1, Math.ceil(chosen.length / most))
  return chosen.filter((_, index) => index % every === 0)
}

function linearStep(least: number): number {
  const power = Math.floor(Math.log10(least))
  for (const step of STEPS) {
    const value = Number(`${step}e${power}`)
    // Room for the error of the logarithm.
    if (value >= least * (1 - 1e-9)) return value
  }
  return Number(`1e${power + 1}`)
}

function multiples(from: number, to: number, step: number): readonly number[] {
  const first = Math.ceil(from / step - 1e-9)
  const last = Math.floor(to / step + 1e-9)
  // Counted, not added up, so that errors do not grow.
  return Array.from({ length: Math.max(0, last - first + 1) }, (_, index) => {
    const value = Number(((first + index) * step).toPrecision(12))
    return value === 0 ? 0 : value
  })
}

/** `0 s`, `5 s`, `1:30`, `-2 s`; for the axis under a run. */
export function tickLabel(ms: number): string {
  const sign = ms < 0 ? '−' : ''
  const size = Math.abs(ms)
  if (size < 60_000) return `${sign}${Number((size / 1000).toFixed(3))} s`
  const seconds = Math.round(size / 1000)
  const [hours, minutes] = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60]
  const two = (value: number): string => String(value).padStart(2, '0')
  const tail = `${two(seconds % 60)}`
  return hours > 0 ? `${sign}${hours}:${two(minutes)}:${tail}` : `${sign}${minutes}:${tail} min`
}
