/**
 * The life of each value in a queue or a stack: when it was put in and when it was taken out,
 * where every value was put in once, so that each take tells which put it answers.
 *
 * A put comes before its take, so one may think of each put as ending no later than the take,
 * and of each take as beginning no earlier than the put. Nothing that is asked of these lives
 * depends on it: a value whose put ends after its take begins is never certainly there.
 */
import type { HistoryOperation } from '../../../history/operation.ts'
import type { Sliced } from '../../property.ts'
import type { Call } from '../calls.ts'
import type { Decision } from '../model.ts'
import { Pace } from '../../pace.ts'
import { filtered, sorted } from '../../sliced.ts'

export type SequenceStep =
  | { readonly kind: 'put'; readonly value: string }
  /** `value` is absent where the answer is unknown, and null where there was nothing to take. */
  | { readonly kind: 'take'; readonly value?: string | null }

export type SequenceCall = Call<SequenceStep>

/**
 * A value that was in there, and the calls that it came and went by. A put of unknown outcome
 * whose value nobody took counts for nothing, since it ends nowhere.
 */
export interface StoredValue {
  /** Absent for what was there before the history. */
  readonly put?: HistoryOperation
  /** Absent where no answer tells of it. */
  readonly take?: HistoryOperation
  readonly putFrom: number
  readonly putTo: number
  /** `Infinity` where it was never taken. */
  readonly takeFrom: number
  readonly takeTo: number
}

export interface Lives {
  readonly kind: 'lives'
  readonly values: readonly StoredValue[]
  /** Takes that found nothing, in the order of their invocations. */
  readonly emptyTakes: readonly SequenceCall[]
  /** Takes of unknown outcome, in the order of their invocations. */
  readonly unknownTakes: readonly SequenceCall[]
}

interface Visit {
  put?: SequenceCall | 'initial'
  take?: SequenceCall
}

/** `undecided` where a value was put in twice, `invalid` where one was taken that cannot be. */
export function* livesOf(
  calls: readonly SequenceCall[],
  initial: readonly string[],
): Sliced<Lives | Decision> {
  const pace = new Pace()
  const visits = new Map<string, Visit>()
  for (const value of initial) {
    if (visits.has(value)) return { kind: 'undecided' }
    visits.set(value, { put: 'initial' })
  }
  const emptyTakes: SequenceCall[] = []
  const unknownTakes: SequenceCall[] = []
  let twice: readonly HistoryOperation[] | undefined
  for (const call of calls) {
    if (pace.step()) yield pace.steps
    const { kind, value } = call.step
    if (value === undefined) unknownTakes.push(call)
    else if (value === null) emptyTakes.push(call)
    else {
      let visit = visits.get(value)
      if (visit === undefined) visits.set(value, (visit = {}))
      if (kind === 'put') {
        if (visit.put !== undefined) return { kind: 'undecided' }
        visit.put = call
      } else if (visit.take === undefined) visit.take = call
      else twice ??= [visit.take.operation, call.operation]
    }
  }
  if (twice !== undefined) return { kind: 'invalid', conflict: twice }
  const values: StoredValue[] = []
  let before = -2 * initial.length - 1
  for (const visit of visits.values()) {
    if (pace.step()) yield pace.steps
    const from = visit.put === 'initial' ? (before += 2) - 1 : (visit.put?.invoked ?? Infinity)
    if (visit.take !== undefined && from > visit.take.completed) {
      return { kind: 'invalid', conflict: operationsOf([storedValue(visit, from)]) }
    }
    values.push(storedValue(visit, from))
  }
  return { kind: 'lives', values, emptyTakes, unknownTakes }
}

function storedValue({ put, take }: Visit, putFrom: number): StoredValue {
  const known = put === 'initial' ? undefined : put
  const putTo = put === 'initial' ? putFrom + 1 : (put?.completed ?? Infinity)
  return {
    ...(known === undefined ? {} : { put: known.operation }),
    ...(take === undefined ? {} : { take: take.operation }),
    putFrom,
    putTo,
    takeFrom: take?.invoked ?? Infinity,
    takeTo: take?.completed ?? Infinity,
  }
}

/** A value that no answer tells of, as if it were taken by a take of unknown outcome. */
export function takenBy(value: StoredValue, take: SequenceCall): StoredValue {
  return { ...value, takeFrom: take.invoked }
}

/** The first value that was left over goes with the first unknown take, and so on. */
export function* withUnknownTakes(
  values: readonly StoredValue[],
  takes: readonly SequenceCall[],
): Sliced<readonly StoredValue[]> {
  if (takes.length === 0) return values
  const pace = new Pace()
  const left = yield* filtered(values, ({ takeTo }) => takeTo === Infinity, pace)
  const paired = [...(yield* filtered(values, ({ takeTo }) => takeTo !== Infinity, pace))]
  for (const [turn, value] of (yield* sorted(left, ({ putTo }) => putTo, pace)).entries()) {
    if (pace.step()) yield pace.steps
    const take = takes[turn]
    paired.push(take === undefined ? value : takenBy(value, take))
  }
  return paired
}

export function operationsOf(values: Iterable<StoredValue>): readonly HistoryOperation[] {
  const operations: HistoryOperation[] = []
  for (const { put, take } of values) {
    if (put !== undefined) operations.push(put)
    if (take !== undefined) operations.push(take)
  }
  return operations
}
