/**
 * Decides a stack without a search, where every value was put in once.
 *
 * A value is certainly in the stack from the end of its put to the beginning of its take: its
 * core. What is wanted are spans around the cores, within the calls, of which any two are apart
 * or one within the other. Three steps find them, or show that there are none:
 *
 * - a value without a core can be put and taken at one instant, and is left out;
 * - at an instant that no core covers, the stack may be taken to be empty: cutting all spans
 *   there keeps them apart or within each other. So stretches of covered time are independent;
 * - in a covered stretch one value must lie under all others, from before its beginning until
 *   after its end. Any value whose calls allow that will do, since the others can be cut to lie
 *   within it. It is left out, and what remains falls into shorter stretches.
 *
 * A take that found nothing fits exactly if it holds an instant that no core covers.
 *
 * A take of unknown outcome may have taken a value that no answer tells of. Which one is a
 * choice that this method does not make in full. It says yes where no value is taken so, or
 * where those that must be gone first are taken by the takes that began first, and that gives an
 * order. It says no where there are too few such takes in time, or where even a free choice for
 * each value gives no order. Otherwise it is `undecided`.
 *
 * Sources: Z. Lee and U. Mathur, Efficient decrease-and-conquer linearizability monitoring,
 * OOPSLA 2025 (leave out what can be left out; log-linear time); P. Abdulla et al., Efficient
 * linearizability monitoring, PLDI 2025 (values under all others). The proof above is ours.
 */
import type { HistoryOperation } from '../../../history/operation.ts'
import type { Sliced } from '../../property.ts'
import type { Decision } from '../model.ts'
import { Pace } from '../../pace.ts'
import { filtered, forEach } from '../../sliced.ts'
import { sortedPlaces } from '../../sorted-places.ts'
import { findFalselyEmpty } from './cover.ts'
import { CoveredGaps } from './covered-gaps.ts'
import type { Span } from './covered-gaps.ts'
import { livesOf, operationsOf, takenBy } from './stored-values.ts'
import type { Lives, SequenceCall, StoredValue } from './stored-values.ts'
import { stackDeadlines } from './stack-deadlines.ts'

type Conflict = readonly HistoryOperation[] | undefined

export function* decideStack(
  calls: readonly SequenceCall[],
  initial: readonly string[],
): Sliced<Decision> {
  const lives = yield* livesOf(calls, initial)
  if (lives.kind !== 'lives') return lives
  const { values, emptyTakes, unknownTakes } = lives
  const wrong = function* (choice: readonly StoredValue[]): Sliced<Conflict> {
    return (yield* findFalselyEmpty(emptyTakes, choice)) ?? (yield* findCrossing(choice))
  }
  const conflict = yield* wrong(values)
  if (conflict === undefined) return { kind: 'valid' }
  const [first] = unknownTakes
  if (first === undefined) return { kind: 'invalid', conflict }
  const left = yield* filtered(values, ({ takeTo }) => takeTo === Infinity)
  if (left.length === 0) return { kind: 'invalid', conflict }
  const taken = yield* filtered(values, ({ takeTo }) => takeTo !== Infinity)
  const free = [...taken]
  yield* forEach(left, (value) => free.push(takenBy(value, first)))
  const unavoidable = yield* wrong(free)
  if (unavoidable !== undefined) return { kind: 'invalid', conflict: unavoidable }
  const chosen = yield* mostUrgentFirst(left, taken, lives)
  if (chosen === undefined) return { kind: 'invalid', conflict }
  if ((yield* wrong([...taken, ...chosen])) === undefined) return { kind: 'valid' }
  return { kind: 'undecided' }
}

/**
 * The value that must be gone first goes with the take that began first, and so on; `undefined`
 * where there are too few takes in time.
 */
function* mostUrgentFirst(
  left: readonly StoredValue[],
  taken: readonly StoredValue[],
  { emptyTakes, unknownTakes }: Lives,
): Sliced<readonly StoredValue[] | undefined> {
  const deadlines = yield* stackDeadlines(left, taken, emptyTakes)
  const order = yield* sortedPlaces(deadlines)
  const chosen: StoredValue[] = []
  const pace = new Pace()
  for (const [turn, place] of order.entries()) {
    if (pace.step()) yield pace.steps
    const value = left[place] as StoredValue
    const take = unknownTakes[turn]
    const deadline = deadlines[place] as number
    if (deadline < Infinity && (take === undefined || take.invoked > deadline)) return undefined
    chosen.push(take === undefined ? value : takenBy(value, take))
  }
  return chosen
}

interface Core extends Span {
  readonly value: StoredValue
}

/** Values of a stretch that none of them can lie under. */
function* findCrossing(values: readonly StoredValue[]): Sliced<Conflict> {
  const pace = new Pace()
  const { cores, points } = yield* coresOf(values)
  if (points.length < 2) return undefined
  const gaps = new CoveredGaps(points.length - 1)
  const coreAt = new Map<number, Core>()
  for (const core of cores) {
    if (pace.step()) yield pace.steps
    gaps.lay(core)
    coreAt.set(core.from, core)
  }
  const stretches: number[] = []
  yield* pushStretches(
    stretches,
    0,
    points.length - 2,
    yield* bareGaps(gaps, 0, points.length - 2, pace),
  )
  while (stretches.length > 0) {
    if (pace.step()) yield pace.steps
    const to = stretches.pop() as number
    const from = stretches.pop() as number
    const [left, right] = [points[from] as number, points[to + 1] as number]
    const place = gaps.findReaching(from, to, left, right)
    const under = place === undefined ? undefined : coreAt.get(place)
    if (under === undefined) return operationsOf(yield* valuesWithin(coreAt, from, to))
    coreAt.delete(under.from)
    gaps.lift(under)
    yield* pushStretches(stretches, from, to, yield* bareGaps(gaps, under.from, under.to, pace))
  }
  return undefined
}

/** Cores as stretches of the gaps between their ends. */
function* coresOf(
  values: readonly StoredValue[],
): Sliced<{ readonly cores: readonly Core[]; readonly points: Float64Array }> {
  const pace = new Pace()
  const lasting = yield* filtered(values, ({ putTo, takeFrom }) => putTo < takeFrom, pace)
  const ends = new Float64Array(2 * lasting.length)
  for (const [place, { putTo, takeFrom }] of lasting.entries()) {
    if (pace.step()) yield pace.steps
    ends[2 * place] = putTo
    ends[2 * place + 1] = takeFrom
  }
  const order = yield* sortedPlaces(ends)
  const rank = new Int32Array(ends.length)
  const points = new Float64Array(ends.length)
  let ranks = 0
  for (const place of order) {
    if (pace.step()) yield pace.steps
    const end = ends[place] as number
    if (ranks === 0 || points[ranks - 1] !== end) points[ranks++] = end
    rank[place] = ranks - 1
  }
  const cores: Core[] = []
  for (const [place, value] of lasting.entries()) {
    if (pace.step()) yield pace.steps
    const from = rank[2 * place] as number
    const to = (rank[2 * place + 1] as number) - 1
    cores.push({ value, from, to, reachFrom: value.putFrom, reachTo: value.takeTo })
  }
  return { cores, points: points.subarray(0, ranks) }
}

/** Gaps that nothing lies over any more, in order. */
function* bareGaps(
  gaps: CoveredGaps,
  from: number,
  to: number,
  pace: Pace,
): Sliced<readonly number[]> {
  const bare: number[] = []
  for (let start = from; start <= to; start += GAPS_AT_ONCE) {
    const some = gaps.takeBare(start, Math.min(to, start + GAPS_AT_ONCE - 1))
    for (const gap of some) bare.push(gap)
    if (pace.step(1 + some.length)) yield pace.steps
  }
  return bare
}

const GAPS_AT_ONCE = 256

/** The stretches between the bare gaps. */
function* pushStretches(
  stretches: number[],
  from: number,
  to: number,
  bare: readonly number[],
): Sliced<void> {
  const pace = new Pace()
  let start = from
  for (const gap of bare) {
    if (pace.step()) yield pace.steps
    if (gap > start) stretches.push(start, gap - 1)
    start = gap + 1
  }
  if (to >= start) stretches.push(start, to)
}

function* valuesWithin(
  coreAt: ReadonlyMap<number, Core>,
  from: number,
  to: number,
): Sliced<readonly StoredValue[]> {
  const values: StoredValue[] = []
  yield* forEach(coreAt.values(), (core) => {
    if (core.from >= from && core.to <= to) values.push(core.value)
  })
  return values
}
