/**
 * When a queue or a stack cannot have been empty: a value is certainly in it from the end of its
 * put to the beginning of its take. A take that found nothing needs an instant outside of all
 * these spans.
 */
import type { HistoryOperation } from '../../../history/operation.ts'
import type { Sliced } from '../../property.ts'
import { Pace } from '../../pace.ts'
import { sorted } from '../../sliced.ts'
import { operationsOf } from './stored-values.ts'
import type { SequenceCall, StoredValue } from './stored-values.ts'

/** Spans that touch no other, in order; each with the values that make it up, in order. */
interface Cover {
  readonly from: number[]
  readonly to: number[]
  readonly values: StoredValue[][]
}

/**
 * A take that found nothing though there was always something, with values that show it;
 * `undefined` if there is none.
 */
export function* findFalselyEmpty(
  takes: readonly SequenceCall[],
  values: readonly StoredValue[],
): Sliced<readonly HistoryOperation[] | undefined> {
  if (takes.length === 0) return undefined
  const pace = new Pace()
  const cover = yield* coverOf(values)
  for (const take of takes) {
    if (pace.step()) yield pace.steps
    const span = lastBefore(cover.from, take.invoked)
    const from = cover.from[span] ?? Infinity
    const to = cover.to[span] ?? -Infinity
    if (from < take.invoked && take.completed < to) {
      return [take.operation, ...operationsOf(yield* chain(cover.values[span] ?? [], take))]
    }
  }
  return undefined
}

function* coverOf(values: readonly StoredValue[]): Sliced<Cover> {
  const pace = new Pace()
  const cover: Cover = { from: [], to: [], values: [] }
  for (const value of yield* sorted(values, ({ putTo }) => putTo, pace)) {
    if (pace.step()) yield pace.steps
    if (value.putTo >= value.takeFrom) continue
    const last = cover.to.length - 1
    if (last >= 0 && value.putTo < (cover.to[last] as number)) {
      cover.values[last]?.push(value)
      if (value.takeFrom > (cover.to[last] as number)) cover.to[last] = value.takeFrom
      continue
    }
    cover.from.push(value.putTo)
    cover.to.push(value.takeFrom)
    cover.values.push([value])
  }
  return cover
}

/** Of values ordered by the end of their puts, few that cover all of the take. */
function* chain(
  values: readonly StoredValue[],
  take: SequenceCall,
): Sliced<readonly StoredValue[]> {
  const pace = new Pace()
  const links: StoredValue[] = []
  let reached = take.invoked
  let next: StoredValue | undefined
  for (const value of values) {
    if (pace.step()) yield pace.steps
    if (value.putTo > reached) {
      if (next === undefined || next.takeFrom <= reached) break
      links.push(next)
      reached = next.takeFrom
      if (reached > take.completed) return links
    }
    if (next === undefined || value.takeFrom > next.takeFrom) next = value
  }
  return next === undefined ? links : [...links, next]
}

/** Place of the last of `sorted` that is below `limit`; -1 if none is. */
function lastBefore(sorted: readonly number[], limit: number): number {
  let low = 0
  let high = sorted.length
  while (low < high) {
    const middle = (low + high) >>> 1
    if ((sorted[middle] as number) < limit) low = middle + 1
    else high = middle
  }
  return low - 1
}
