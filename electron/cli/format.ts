/** Figures as people read them. */

const grouped = new Intl.NumberFormat('en', { maximumFractionDigits: 3 })

/** 12,345 or 0.125. */
export function count(value: number): string {
  return grouped.format(value)
}

/** 480 ms, 4.9 s, 2 min 5 s. */
export function duration(ms: number): string {
  if (ms < 1000) return `${Math.round(ms)} ms`
  if (ms < 60_000) return `${(ms / 1000).toFixed(1)} s`
  return `${Math.floor(ms / 60_000)} min ${Math.round((ms % 60_000) / 1000)} s`
}

/** Three significant digits: 0.83 ms, 12.5 ms. */
export function milliseconds(ms: number): string {
  return `${ms < 10 ? ms.toFixed(2) : ms.toFixed(1)} ms`
}

/** 99.2 % */
export function percentage(share: number): string {
  return `${(share * 100).toFixed(share > 0.999 && share < 1 ? 3 : 1)} %`
}

/** 1.4 MB */
export function bytes(size: number): string {
  if (size < 1000) return `${size} B`
  if (size < 1_000_000) return `${(size / 1000).toFixed(1)} kB`
  return `${(size / 1_000_000).toFixed(1)} MB`
}
