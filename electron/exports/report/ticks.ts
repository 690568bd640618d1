/** Places for the marks of an axis. Pure. */

/** Round values between `from` and `to`, at most about `most` of them. */
export function linearTicks(from: number, to: number, most: number): readonly number[] {
  const span = to - from
  if (!(span > 0) || !Number.isFinite(span)) return [from]
  const rough = span / most
  const decade = 10 ** Math.floor(Math.log10(rough))
  const step = [1, 2, 5, 10].map((factor) => factor * decade).find((step) => step >= rough)
  const width = step ?? rough
  const first = Math.ceil(from / width)
  const last = Math.floor(to / width)
  return Array.from({ length: Math.max(0, last - first + 1) }, (_, index) =>
    Number(((first + index) * width).toPrecision(12)),
  )
}

/** The powers of ten from the one at or below `from` to the one at or above `to`. */
export function decades(from: number, to: number): readonly number[] {
  const first = Math.floor(Math.log10(from))
  const last = Math.max(first + 1, Math.ceil(Math.log10(to)))
  return Array.from({ length: last - first + 1 }, (_, index) => 10 ** (first + index))
}
