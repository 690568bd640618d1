/** Binary search in ascending columns. Pure. */

/** Place of the first that is at least `limit`; the length where none is. */
export function firstAtLeast(ascending: Float64Array, limit: number): number {
  let low = 0
  let high = ascending.length
  while (low < high) {
    const middle = (low + high) >>> 1
    if ((ascending[middle] as number) < limit) low = middle + 1
    else high = middle
  }
  return low
}
