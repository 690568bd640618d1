/**
 * By when each value that nobody is known to have taken must have left a stack: before the take
 * of a value that was certainly under it ended, and before a take that found nothing ended.
 * These deadlines are necessary; they need not be all that is.
 */
import type { Sliced } from '../../property.ts'
import { Pace } from '../../pace.ts'
import { column } from '../../sliced.ts'
import { sortedPlaces } from '../../sorted-places.ts'
import type { SequenceCall, StoredValue } from './stored-values.ts'

/** The deadline of each of `left`; `Infinity` where it may stay. */
export function* stackDeadlines(
  left: readonly StoredValue[],
  taken: readonly StoredValue[],
  emptyTakes: readonly SequenceCall[],
): Sliced<Float64Array> {
  const pace = new Pace()
  const takesFrom = yield* column(taken, ({ takeFrom }) => takeFrom, pace)
  const starts = new Float64Array(taken.length)
  const rank = new Int32Array(taken.length)
  for (const [at, place] of (yield* sortedPlaces(takesFrom, pace)).entries()) {
    if (pace.step()) yield pace.steps
    starts[at] = takesFrom[place] as number
    rank[place] = at
  }
  const byPutTo = yield* sortedPlaces(yield* column(taken, ({ putTo }) => putTo, pace), pace)
  const order = yield* sortedPlaces(yield* column(left, ({ putFrom }) => putFrom, pace), pace)
  const ends = new LeastFrom(taken.length)
  const deadlines = new Float64Array(left.length)
  const emptyEnds = yield* leastEnds(emptyTakes)
  let below = 0
  for (const place of order) {
    if (pace.step()) yield pace.steps
    const value = left[place] as StoredValue
    for (; below < byPutTo.length; below++) {
      if (pace.step()) yield pace.steps
      const other = taken[byPutTo[below] as number] as StoredValue
      if (other.putTo >= value.putFrom) break
      ends.lower(rank[byPutTo[below] as number] as number, other.takeTo)
    }
    const under = ends.from(firstAbove(starts, value.putTo))
    const empty = emptyEnds[firstInvokedAfter(emptyTakes, value.putTo)] as number
    deadlines[place] = Math.min(under, empty)
  }
  return deadlines
}

/** For each place of `takes`, the least completion from there on; one more for none. */
function* leastEnds(takes: readonly SequenceCall[]): Sliced<Float64Array> {
  const pace = new Pace()
  const ends = new Float64Array(takes.length + 1).fill(Infinity)
  for (let place = takes.length - 1; place >= 0; place--) {
    if (pace.step()) yield pace.steps
    const { completed } = takes[place] as SequenceCall
    ends[place] = Math.min(completed, ends[place + 1] as number)
  }
  return ends
}

function firstInvokedAfter(takes: readonly SequenceCall[], limit: number): number {
  return bisect(takes.length, (place) => (takes[place] as SequenceCall).invoked > limit)
}

function firstAbove(sorted: Float64Array, limit: number): number {
  return bisect(sorted.length, (place) => (sorted[place] as number) > limit)
}

/** The first place at which `holds`, which holds from some place on. */
function bisect(length: number, holds: (place: number) => boolean): number {
  let low = 0
  let high = length
  while (low < high) {
    const middle = (low + high) >>> 1
    if (holds(middle)) high = middle
    else low = middle + 1
  }
  return low
}

/** Numbers at places, and the least of all from a place on: a binary indexed tree. */
class LeastFrom {
  readonly #least: Float64Array

  constructor(places: number) {
    this.#least = new Float64Array(places + 1).fill(Infinity)
  }

  lower(place: number, value: number): void {
    for (
      let node = this.#least.length - 1 - place;
      node < this.#least.length;
      node += node & -node
    ) {
      if (value < (this.#least[node] as number)) this.#least[node] = value
    }
  }

  from(place: number): number {
    let least = Infinity
    for (let node = this.#least.length - 1 - place; node > 0; node -= node & -node) {
      least = Math.min(least, this.#least[node] as number)
    }
    return least
  }
}
