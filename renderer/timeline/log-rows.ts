/** The ends of two logs side by side, newest last, with what differs. Pure. */
import type { LogEntryState } from '../../electron/ipc/shapes/timeline.ts'

export interface LogRow {
  readonly index: number
  readonly left: LogEntryState | null
  readonly right: LogEntryState | null
  readonly differs: boolean
}

/** Of the newest entries, so many. */
export const ROWS_MAX = 12

/**
 * Rows for the entries of `left`, and for those that only `right` has after them. What lies before
 * the part that is known of a log does not differ: nothing is known of it.
 */
export function logRows(
  left: readonly LogEntryState[],
  right: readonly LogEntryState[] | null,
): readonly LogRow[] {
  const ofLeft = new Map(left.map((entry) => [entry.index, entry]))
  const ofRight = new Map((right ?? []).map((entry) => [entry.index, entry]))
  const firstLeft = left[0]?.index ?? Infinity
  const firstRight = right?.[0]?.index ?? Infinity
  const known = Math.min(firstLeft, firstRight)
  const indexes = [...new Set([...ofLeft.keys(), ...ofRight.keys()])]
    .filter((index) => index >= (firstLeft === Infinity ? known : firstLeft))
    .sort((one, other) => one - other)
  return indexes.slice(-ROWS_MAX).map((index) => {
    const mine = ofLeft.get(index) ?? null
    const theirs = ofRight.get(index) ?? null
    const comparable = right !== null && (theirs !== null || index >= firstRight)
    return { index, left: mine, right: theirs, differs: comparable && !same(mine, theirs) }
  })
}

function same(left: LogEntryState | null, right: LogEntryState | null): boolean {
  return left !== null && right !== null && left.term === right.term && left.text === right.text
}
