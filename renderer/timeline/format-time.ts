/** Times, spans and counts as people read them. Pure. */

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

/** `1,004,212`. */
export function countText(count: number): string {
  return String(Math.round(count)).replace(/\B(?=(\d{3})+$)/g, ',')
}

/** `1 event`, `2 events`. */
export function amountText(count: number, one: string, many = `${one}s`): string {
  return `${countText(count)} ${count === 1 ? one : many}`
}

const MONTHS = 'Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec'.split(' ')

/** `20 Nov 2026, 13:42` of an RFC 3339 moment, in local time; empty where it is none. */
export function dateText(writtenAt: string): string {
  const date = new Date(writtenAt)
  if (Number.isNaN(date.getTime())) return ''
  const two = (value: number): string => String(value).padStart(2, '0')
  const day = `${date.getDate()} ${MONTHS[date.getMonth()] ?? ''} ${date.getFullYear()}`
  return `${day}, ${two(date.getHours())}:${two(date.getMinutes())}`
}
