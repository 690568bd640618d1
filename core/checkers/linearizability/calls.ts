/**
 * Calls: the operations of an object that a model has understood. A long history has millions, so
 * they are gone through one by one, and collected only by those who must look back and forth.
 */
import type { HistoryOperation } from '../../history/operation.ts'
import type { Sliced } from '../property.ts'
import { Pace } from '../pace.ts'

export interface PlannedCall {
  readonly operation: HistoryOperation
  readonly readOnly: boolean
  /** Place of the invocation in the history. */
  readonly invoked: number
  /** Place of the completion; `Infinity` where the outcome is unknown. */
  readonly completed: number
}

export interface Call<Step> extends PlannedCall {
  readonly step: Step
}

/** In the order of their invocations; objects made anew each time. */
export interface Calls<Step> extends Iterable<Call<Step>> {
  readonly count: number
}

/** Steps that it takes to understand an operation: an answer may be a long list. */
export function sizeOf({ output }: HistoryOperation): number {
  return Array.isArray(output) ? 1 + output.length : 1
}

export function* collected<Item extends PlannedCall>(
  calls: Iterable<Item>,
): Sliced<readonly Item[]> {
  const pace = new Pace()
  const list: Item[] = []
  for (const call of calls) {
    if (pace.step(sizeOf(call.operation))) yield pace.steps
    list.push(call)
  }
  return list
}

/** A decision that looks at its calls as a list. */
export function collecting<Step, State, Result>(
  decide: (calls: readonly Call<Step>[], initial: State) => Sliced<Result>,
): (calls: Calls<Step>, initial: State) => Sliced<Result> {
  return function* (calls, initial) {
    return yield* decide(yield* collected(calls), initial)
  }
}
