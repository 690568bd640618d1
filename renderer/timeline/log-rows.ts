/** The ends of two logs side by side, newest last, with what differs. Pure. */
import type { LogEntryState } from '../../electron/ipc/shapes/timeline.ts'

export interface LogRow {
  readonly index: number
  readonly left: LogEntryState | null
  readonly right: LogEntryState | null
  readonly differs: boolean
  /** Entries between this row and the one before are not shown. */
  readonly gap: boolean
}

/** Of the entries of the left log, the newest. */
const LEFT_ROWS_MAX = 9
/** Of those that only the right log has after them, the newest. */
const RIGHT_ROWS_MAX = 4

/**
 * The newest entries of `left`, each beside that of `right`, and then what `right` has beyond
 * them. Where nothing is known of `right`, nothing differs: its older entries are not told.
 */
export function logRows(
  left: readonly LogEntryState[],
  right: readonly LogEntryState[] | null,
): readonly LogRow[] {
  const ofRight = new Map((right ?? []).map((entry) => [entry.index, entry]))
  const firstRight = right?.[0]?.index ?? Infinity
  const lastLeft = left.at(-1)?.index ?? 0
  const beside = left.slice(-LEFT_ROWS_MAX).map((mine) => {
    const theirs = ofRight.get(mine.index) ?? null
    const differs = right !== null && mine.index >= firstRight && !same(mine, theirs)
    return { index: mine.index, left: mine, right: theirs, differs }
  })
  const beyond = (right ?? [])
    .filter(({ index }) => index > lastLeft)
    .slice(-RIGHT_ROWS_MAX)
    .map((theirs) => ({ index: theirs.index, left: null, right: theirs, differs: true }))
  const rows = [...beside, ...beyond]
  return rows.map((row, at) => ({ ...row, gap: at > 0 && rows[at - 1]?.index !== row.index - 1 }))
}

function same(left: LogEntryState, right: LogEntryState | null): boolean {
  return right !== null && left.term === right.term && left.text === right.text
}
