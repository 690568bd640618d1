/**
 * Decides a queue in no order without a search, where every value was put in once.
 *
 * Values have to do with each other only where a take found nothing. Such a take fits exactly if
 * it holds an instant at which no value is certainly in there, from the end of its put to the
 * beginning of its take: put and taken at the two ends of that span, or at one instant where there
 * is none, each value keeps clear of every instant that is outside of its span. So all takes
 * that found nothing fit if each of them does.
 *
 * Takes of unknown outcome are given to the values that no answer tells of, as for a queue
 * (`decide-queue.ts`): how many are still there at an instant depends on how many were put and on
 * how many of those takes had begun, and not on who took what. This is argued here; it follows no
 * paper.
 */
import type { Sliced } from '../../property.ts'
import type { Decision } from '../model.ts'
import { findFalselyEmpty } from './cover.ts'
import { livesOf, withUnknownTakes } from './stored-values.ts'
import type { SequenceCall } from './stored-values.ts'

export function* decideBag(
  calls: readonly SequenceCall[],
  initial: readonly string[],
): Sliced<Decision> {
  const lives = yield* livesOf(calls, initial)
  if (lives.kind !== 'lives') return lives
  const values = yield* withUnknownTakes(lives.values, lives.unknownTakes)
  const conflict = yield* findFalselyEmpty(lives.emptyTakes, values)
  return conflict === undefined ? { kind: 'valid' } : { kind: 'invalid', conflict }
}
