/**
 * Decides a queue without a search, where every value was put in once.
 *
 * Value A must be ahead of value B if A's put ended before B's began, or A's take ended before
 * B's began; both are interval orders, and a cycle of two interval orders has a cycle of two
 * values in it (of two steps of one order, one of the four ends can be skipped). So there is an
 * order of the values exactly if no two must be ahead of each other, and instants can then be given
 * to puts and takes one after the other. A take
 * that found nothing fits exactly if it holds an instant at which no value is certainly in the
 * queue: each other value can lie wholly before or wholly after, in keeping with the order.
 *
 * A take of unknown outcome may have taken a value that no answer tells of, at any time since it
 * was asked. Pairing such values, by the end of their puts, with such takes, by their beginning,
 * loses nothing: a value that must be gone before one behind it was taken has a deadline, those
 * deadlines are in the order of the ends of the puts, and how many are still there at an instant
 * depends only on how many were put and how many takes had begun.
 *
 * Sources: T. Henzinger, A. Sezgin, V. Vafeiadis, Aspect-oriented linearizability proofs, CONCUR
 * 2013 (what is wrong with a queue shows in two values or in a false empty); A. Bouajjani,
 * M. Emmi, C. Enea, J. Hamza, On reducing linearizability to state reachability, ICALP 2015;
 * Z. Lee and U. Mathur, Efficient decrease-and-conquer linearizability monitoring, OOPSLA 2025
 * (in log-linear time). Takes of unknown outcome are argued here.
 */
import type { HistoryOperation } from '../../../history/operation.ts'
import type { Sliced } from '../../property.ts'
import type { Decision } from '../model.ts'
import { Pace } from '../../pace.ts'
import { sorted } from '../../sliced.ts'
import { findFalselyEmpty } from './cover.ts'
import { livesOf, operationsOf, withUnknownTakes } from './stored-values.ts'
import type { SequenceCall, StoredValue } from './stored-values.ts'

export function* decideQueue(
  calls: readonly SequenceCall[],
  initial: readonly string[],
): Sliced<Decision> {
  const lives = yield* livesOf(calls, initial)
  if (lives.kind !== 'lives') return lives
  const values = yield* withUnknownTakes(lives.values, lives.unknownTakes)
  const conflict =
    (yield* findOvertaking(values)) ?? (yield* findFalselyEmpty(lives.emptyTakes, values))
  return conflict === undefined ? { kind: 'valid' } : { kind: 'invalid', conflict }
}

/** Two values of which the second to come was gone before the first began to go. */
function* findOvertaking(
  values: readonly StoredValue[],
): Sliced<readonly HistoryOperation[] | undefined> {
  const pace = new Pace()
  const byEnd = yield* sorted(values, ({ putTo }) => putTo, pace)
  const byBeginning = yield* sorted(values, ({ putFrom }) => putFrom, pace)
  let ahead = 0
  /** Of the values whose puts have ended, the one that begins to go last. */
  let slowest: StoredValue | undefined
  for (const value of byBeginning) {
    if (pace.step()) yield pace.steps
    for (; ahead < byEnd.length; ahead++) {
      if (pace.step()) yield pace.steps
      const other = byEnd[ahead] as StoredValue
      if (other.putTo >= value.putFrom) break
      if (slowest === undefined || other.takeFrom > slowest.takeFrom) slowest = other
    }
    if (slowest !== undefined && value.takeTo < slowest.takeFrom) {
      return operationsOf([slowest, value])
    }
  }
  return undefined
}
