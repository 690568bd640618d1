/**
 * Quantities as people write them in a drill file: `250ms`, `1.5s`, `2m`; `400/s`; `2%`;
 * `64kB/s`. Everything becomes an exact integer in one unit, or an exact fraction; nothing goes
 * through a rounded float, so that the same text means the same on every engine.
 *
 * It refuses what it would have to guess at: numbers without a unit, negative spans, fractions
 * of a millisecond.
 */
import { ratio } from '../base/prng.ts'
import type { Ratio } from '../base/prng.ts'

export const DURATION_EXPECTED = 'a duration such as 250ms, 5s or 2m'
export const SIGNED_DURATION_EXPECTED = 'a duration such as 500ms, 5s or -2s'
export const RATE_EXPECTED = 'a rate such as 400/s'
export const RATIO_EXPECTED = 'a share such as 2% or 0.02'
export const BANDWIDTH_EXPECTED = 'a bandwidth such as 64kB/s'
export const RANGE_EXPECTED = 'a span of time such as 5s..12s'

/** Over a day nothing here makes sense; it also keeps every sum of durations exact. */
const DURATION_MAXIMUM_MS = 24 * 60 * 60 * 1000
const FRACTION_DIGITS_MAXIMUM = 9

const DURATION_MS: { readonly [unit: string]: number } = { ms: 1, s: 1000, m: 60_000, h: 3_600_000 }
const SIZE_BYTES: { readonly [unit: string]: number } = { B: 1, kB: 1000, MB: 1_000_000 }

/** A decimal number as written: `digits / 10^places`. */
interface Decimal {
  readonly digits: number
  readonly scale: number
}

/** Whole ms; `null` for what is not a duration. A minus sign is read only if `signed`. */
export function parseDuration(text: unknown, signed = false): number | null {
  if (typeof text !== 'string') return null
  const match = /^(-?)([0-9]+(?:\.[0-9]+)?) ?(ms|s|m|h)$/.exec(text.trim())
  if (match === null) return null
  const [, minus, amount, unit] = match
  if (minus === '-' && !signed) return null
  const whole = times(parseDecimal(amount as string), DURATION_MS[unit as string] as number)
  if (whole === null || whole > DURATION_MAXIMUM_MS) return null
  return minus === '-' && whole !== 0 ? -whole : whole
}

/** The shortest text that means `ms`: `1500` is `1.5s`, `120000` is `2m`. */
export function formatDuration(ms: number): string {
  const sign = ms < 0 ? '-' : ''
  const size = Math.abs(ms)
  if (size >= 60_000 && size % 60_000 === 0) return `${sign}${size / 60_000}m`
  if (size >= 1000 && size % 10 === 0) return `${sign}${size / 1000}s`
  return `${sign}${size}ms`
}

/** Operations a second, a positive integer; `6000/m` is `100/s`. */
export function parseRate(text: unknown): number | null {
  if (typeof text !== 'string') return null
  const match = /^([0-9]{1,9}) ?\/ ?(s|m)$/.exec(text.trim())
  if (match === null) return null
  const perSecond = Number(match[1]) / (match[2] === 'm' ? 60 : 1)
  return Number.isInteger(perSecond) && perSecond > 0 ? perSecond : null
}

/** `2%`, or a number from 0 to 1; the fraction is exact and in lowest terms. */
export function parseRatio(value: unknown): Ratio | null {
  const text = typeof value === 'number' ? decimalText(value) : value
  if (typeof text !== 'string') return null
  const match = /^([0-9]+(?:\.[0-9]+)?) ?(%?)$/.exec(text.trim())
  if (match === null) return null
  const decimal = parseDecimal(match[1] as string)
  if (decimal === null) return null
  const denominator = decimal.scale * (match[2] === '%' ? 100 : 1)
  if (decimal.digits > denominator) return null
  const divisor = greatestCommonDivisor(decimal.digits, denominator)
  return ratio(decimal.digits / divisor, denominator / divisor)
}

/** Bytes a second, a positive integer; units are decimal. */
export function parseBandwidth(text: unknown): number | null {
  if (typeof text !== 'string') return null
  const match = /^([0-9]+(?:\.[0-9]+)?) ?(B|kB|MB)\/s$/.exec(text.trim())
  if (match === null) return null
  const bytes = times(parseDecimal(match[1] as string), SIZE_BYTES[match[2] as string] as number)
  return bytes === null || bytes <= 0 || bytes > 1e12 ? null : bytes
}

/** `5s..12s`; `null` also where it ends before it begins. */
export function parseRange(text: unknown): { fromMs: number; toMs: number } | null {
  if (typeof text !== 'string') return null
  const [from, to, more] = text.split('..')
  const fromMs = parseDuration(from)
  const toMs = parseDuration(to)
  if (fromMs === null || toMs === null || more !== undefined || fromMs >= toMs) return null
  return { fromMs, toMs }
}

function parseDecimal(text: string): Decimal | null {
  const [whole, fraction = ''] = text.split('.')
  if (fraction.length > FRACTION_DIGITS_MAXIMUM || (whole as string).length > 12) return null
  let scale = 1
  for (let place = 0; place < fraction.length; place++) scale *= 10
  const digits = Number((whole as string) + fraction)
  return Number.isSafeInteger(digits) ? { digits, scale } : null
}

function times(decimal: Decimal | null, factor: number): number | null {
  if (decimal === null) return null
  const product = decimal.digits * factor
  if (!Number.isSafeInteger(product) || product % decimal.scale !== 0) return null
  return product / decimal.scale
}

/** A number without exponent, where its shortest text has one of ours; else `null`. */
function decimalText(value: number): string | null {
  const text = String(value)
  return /^[0-9]+(\.[0-9]+)?$/.test(text) ? text : null
}

function greatestCommonDivisor(left: number, right: number): number {
  let [larger, smaller] = [left, right]
  while (smaller !== 0) [larger, smaller] = [smaller, larger % smaller]
  return Math.max(1, larger)
}
