/**
 * Operations whose order is known up to what may be exchanged: each has a rank, and comes after
 * all of lower ranks. Instants within their calls can be found for them, exactly if none ended
 * before another began that must precede it: give each the latest beginning of all that come
 * before it, and itself.
 */
import type { HistoryOperation } from '../../../history/operation.ts'
import type { Sliced } from '../../property.ts'
import { Pace } from '../../pace.ts'

export interface Member {
  /** Members of a lower rank come before those of a higher one; equals are free. */
  readonly rank: number
  readonly invoked: number
  readonly completed: number
  /** Absent for what was there before the history. */
  readonly operation?: HistoryOperation
}

/** Two members in the wrong order; `members` are ordered by rank. */
export function* findInversion(members: Iterable<Member>): Sliced<readonly Member[] | undefined> {
  const pace = new Pace()
  /** Of lower ranks, and of this rank, the one that began last. */
  let latest: Member | undefined
  let pending: Member | undefined
  let rank = -Infinity
  for (const next of members) {
    if (pace.step()) yield pace.steps
    if (next.rank !== rank) {
      if (pending !== undefined && (latest === undefined || pending.invoked > latest.invoked)) {
        latest = pending
      }
      pending = undefined
      rank = next.rank
    }
    if (latest !== undefined && next.completed < latest.invoked) return [latest, next]
    if (pending === undefined || next.invoked > pending.invoked) pending = next
  }
  return undefined
}
