/** A bar that fills: `[===       ]`. Short, as what stands behind it says more. */

const CELLS = 10

/** `share` from 0 to 1; beyond them the bar is empty or full. */
export function bar(share: number): string {
  const full = Math.floor(Math.max(0, Math.min(1, share)) * CELLS)
  return `[${'='.repeat(full)}${' '.repeat(CELLS - full)}]`
}
