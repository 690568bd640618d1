/** Order statistics of a list of measurements. */

/** The smallest measurement that at least `share` (0 to 1) of all do not exceed; nearest rank. */
export function percentile(sorted: readonly number[], share: number): number {
  if (sorted.length === 0) return Number.NaN
  return sorted[Math.max(0, Math.ceil(share * sorted.length) - 1)] as number
}

export function median(values: readonly number[]): number {
  return percentile(ascending(values), 0.5)
}

export function ascending(values: readonly number[]): number[] {
  return [...values].sort((left, right) => left - right)
}
