/** Binary searches in ascending typed arrays. */

type Numbers = Uint32Array | Float64Array

/** The first place from `low` on whose number is at least `value`; the length where none is. */
export function firstAtLeast(numbers: Numbers, value: number, low = 0): number {
  let high = numbers.length
  while (low < high) {
    const middle = (low + high) >>> 1
    if ((numbers[middle] as number) < value) low = middle + 1
    else high = middle
  }
  return low
}

/** As `firstAtLeast`, quick where the answer is near `low`. */
export function gallop(numbers: Numbers, value: number, low: number): number {
  let step = 1
  let from = low
  while (from < numbers.length && (numbers[from] as number) < value) {
    low = from + 1
    from += step
    step *= 2
  }
  let high = Math.min(from, numbers.length)
  while (low < high) {
    const middle = (low + high) >>> 1
    if ((numbers[middle] as number) < value) low = middle + 1
    else high = middle
  }
  return low
}
