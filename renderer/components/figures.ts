/**
 * Figures as people read them, with their units. What was not measured (null, NaN) is a dash;
 * nothing is rounded up to a promise that was not kept: 99.996 % does not read 100 %. Pure.
 */
export type Figure = number | null

export const NOT_MEASURED = '–'

const COUNT = new Intl.NumberFormat('en', { maximumFractionDigits: 0 })

export function isMeasured(value: Figure): value is number {
  return value !== null && Number.isFinite(value)
}

/** `6,724`. */
export function formatCount(value: Figure): string {
  return isMeasured(value) ? COUNT.format(value) : NOT_MEASURED
}

/** `4.74 ms`, `1.25 s`, `2 min 5 s`: three digits are what a measurement of ours is worth. */
export function formatMs(value: Figure): string {
  if (!isMeasured(value)) return NOT_MEASURED
  const size = Math.abs(value)
  if (size === 0) return '0 ms'
  if (size < 999.5) return `${threeDigits(value)} ms`
  if (size < 59_950) return `${threeDigits(value / 1000)} s`
  const seconds = Math.round(size / 1000)
  const sign = value < 0 ? '−' : ''
  const rest = seconds % 60
  return `${sign}${COUNT.format(Math.floor(seconds / 60))} min${rest === 0 ? '' : ` ${rest} s`}`
}

function threeDigits(value: number): string {
  const size = Math.abs(value)
  const places = size >= 99.95 ? 0 : size >= 9.995 ? 1 : 2
  return value.toFixed(places).replace('-', '−')
}

/** A share from 0 to 1: `99.84 %`. Only a share of 1 is 100 %, and only one of 0 is 0 %. */
export function formatShare(share: Figure): string {
  if (!isMeasured(share)) return NOT_MEASURED
  if (share >= 1) return '100 %'
  if (share <= 0) return '0 %'
  const rounded = Math.min(99.99, Math.max(0.01, Math.round(share * 10_000) / 100))
  return `${rounded} %`
}

/** How many nines an availability begins with: `2 nines`. Full availability has no number. */
export function formatNines(share: Figure): string {
  if (!isMeasured(share)) return NOT_MEASURED
  if (share >= 1) return 'no outage seen'
  // A rounding error must not take a nine away: 1 - 0.999 is a little over 0.001.
  const nines = Math.floor(-Math.log10(1 - share) + 1e-9)
  if (nines < 1) return 'less than one nine'
  return nines === 1 ? '1 nine' : `${nines} nines`
}

/** Decimal: `13.8 MB`. */
export function formatBytes(bytes: number): string {
  if (bytes < 1000) return `${bytes} B`
  const units = ['kB', 'MB', 'GB', 'TB']
  let value = bytes / 1000
  let unit = 0
  while (value >= 999.5 && unit < units.length - 1) {
    value /= 1000
    unit++
  }
  return `${threeDigits(value)} ${units[unit] ?? ''}`
}

/** `3 runs`, `1 run`. */
export function counted(count: number, noun: string, nouns = `${noun}s`): string {
  return `${COUNT.format(count)} ${count === 1 ? noun : nouns}`
}

/** `20 Nov, 13:42` in the person's time zone; with the year where it is not that of `now`. */
export function formatMoment(rfc3339: string, now: Date): string {
  const moment = new Date(rfc3339)
  if (Number.isNaN(moment.getTime())) return NOT_MEASURED
  const sameYear = moment.getFullYear() === now.getFullYear()
  const day = moment.toLocaleDateString('en-GB', {
    day: 'numeric',
    month: 'short',
    ...(sameYear ? {} : { year: 'numeric' }),
  })
  const time = moment.toLocaleTimeString('en-GB', { hour: '2-digit', minute: '2-digit' })
  return `${day}, ${time}`
}
