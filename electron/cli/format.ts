/**
 * Figures as people read them. A figure that is not there (nothing was measured, or JSON had to
 * write null for what is no number) is said to be so.
 */

/** Null stands in JSON for a number that is none. */
export type Figure = number | null

const ABSENT = 'n/a'

const grouped = new Intl.NumberFormat('en', { maximumFractionDigits: 3 })

/** 12,345 or 0.125. */
export function count(value: Figure): string {
  return isAbsent(value) ? ABSENT : grouped.format(value)
}

/** 1 election, 2 elections. */
export function counted(value: number, noun: string, plural = `${noun}s`): string {
  return `${count(value)} ${value === 1 ? noun : plural}`
}

/** 480 ms, 4.9 s, 2 min 5 s. */
export function duration(ms: Figure): string {
  if (isAbsent(ms)) return ABSENT
  if (ms < 0) return `-${duration(-ms)}`
  if (Math.round(ms) < 1000) return `${Math.round(ms)} ms`
  const seconds = Math.round(ms / 100) / 10
  if (seconds < 60) return `${seconds.toFixed(1)} s`
  const whole = Math.round(ms / 1000)
  return `${Math.floor(whole / 60)} min ${whole % 60} s`
}

/** Three significant digits or so: 0.83 ms, 12.5 ms, 1,204 ms. */
export function milliseconds(ms: Figure): string {
  if (isAbsent(ms)) return ABSENT
  if (ms >= 100) return `${count(Math.round(ms))} ms`
  return `${ms.toFixed(ms < 10 ? 2 : 1)} ms`
}

/** 99.2 %. What is not whole is never rounded up to it. */
export function percentage(share: Figure): string {
  if (isAbsent(share)) return ABSENT
  if (share > 0.99999 && share < 1) return 'over 99.999 %'
  return `${(share * 100).toFixed(share > 0.999 && share < 1 ? 3 : 1)} %`
}

/** 1.4 MB */
export function bytes(size: number): string {
  if (size < 1000) return `${size} B`
  if (size < 999_950) return `${(size / 1000).toFixed(1)} kB`
  if (size < 999_950_000) return `${(size / 1_000_000).toFixed(1)} MB`
  return `${(size / 1e9).toFixed(1)} GB`
}

function isAbsent(value: Figure | undefined): value is null {
  return value === null || value === undefined || Number.isNaN(value)
}
