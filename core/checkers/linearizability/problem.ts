/**
 * The question that a search answers, laid out in arrays of numbers.
 *
 * Time is cut at the completions. At each, the operations that are open are in view: they sit in
 * numbered slots, which are given back when an operation completes (or, if its outcome is
 * unknown, when it can no longer matter). So what is linearized is told by one bit a slot,
 * however long the history is.
 */
import type { HistoryOperation } from '../../history/operation.ts'
import type { Sliced } from '../property.ts'
import type { PlannedCall } from './calls.ts'
import type { Automaton, Question } from './model.ts'
import { Pace } from '../pace.ts'
import { column } from '../sliced.ts'
import { sortedPlaces } from '../sorted-places.ts'

export interface SearchProblem {
  readonly automaton: Automaton
  /** In the order of their invocations; those that cannot matter are left out. */
  readonly calls: readonly HistoryOperation[]
  /** Slot of each call. */
  readonly slot: Int32Array
  readonly slots: number
  readonly stepClass: Int32Array
  readonly readOnly: Uint8Array
  /** Number of the completion of each call; `completions` for one of unknown outcome. */
  readonly deadline: Int32Array
  readonly completions: number
  /** The call that completes, by completion. */
  readonly completing: Int32Array
  /** Calls below this number have begun when the completion happens. Holds one more entry. */
  readonly begun: Int32Array
  /** Calls of unknown outcome to forget after each completion. */
  readonly forgotten: ReadonlyMap<number, readonly number[]>
}

export function* layOut({ calls, stepClass, horizon, automaton }: Question): Sliced<SearchProblem> {
  const pace = new Pace()
  let last = -1
  for (const { completed } of calls) {
    if (pace.step()) yield pace.steps
    if (completed < Infinity && completed > last) last = completed
  }
  const kept: PlannedCall[] = []
  const keptOperations: HistoryOperation[] = []
  const keptClass: number[] = []
  const keptReadOnly: number[] = []
  const keptHorizon: number[] = []
  for (const [place, call] of calls.entries()) {
    if (pace.step()) yield pace.steps
    const until = horizon[place] as number
    if (call.invoked >= last || until < call.invoked) continue
    kept.push(call)
    keptOperations.push(call.operation)
    keptReadOnly.push(call.readOnly ? 1 : 0)
    keptClass.push(stepClass[place] as number)
    keptHorizon.push(until)
  }
  const order = yield* sortedPlaces(yield* column(kept, ({ completed }) => completed))
  let completions = order.length
  while (completions > 0 && kept[order[completions - 1] as number]?.completed === Infinity) {
    completions--
  }
  const completing = order.slice(0, completions)
  const deadline = new Int32Array(kept.length).fill(completions)
  const begun = new Int32Array(completions + 1)
  let opened = 0
  for (let event = 0; event < completions; event++) {
    if (pace.step()) yield pace.steps
    const place = completing[event] as number
    const at = (kept[place] as PlannedCall).completed
    deadline[place] = event
    while (opened < kept.length && (kept[opened] as PlannedCall).invoked < at) {
      if (pace.step()) yield pace.steps
      opened++
    }
    begun[event] = opened
  }
  begun[completions] = kept.length
  const forgotten = yield* horizonEvents(keptHorizon, completing, kept)
  const { slot, slots } = yield* assignSlots(begun, completing, forgotten, kept.length)
  return {
    automaton,
    calls: keptOperations,
    slot,
    slots,
    stepClass: Int32Array.from(keptClass),
    readOnly: Uint8Array.from(keptReadOnly),
    deadline,
    completions,
    completing,
    begun,
    forgotten,
  }
}

/** After which completion each call of unknown outcome stops to matter. */
function* horizonEvents(
  horizons: readonly number[],
  completing: Int32Array,
  calls: readonly PlannedCall[],
): Sliced<ReadonlyMap<number, readonly number[]>> {
  const pace = new Pace()
  const forgotten = new Map<number, number[]>()
  for (const [place, horizon] of horizons.entries()) {
    if (pace.step()) yield pace.steps
    if (horizon === Infinity) continue
    let low = 0
    let high = completing.length
    while (low < high) {
      const middle = (low + high) >>> 1
      if ((calls[completing[middle] as number] as PlannedCall).completed < horizon) low = middle + 1
      else high = middle
    }
    const list = forgotten.get(low)
    if (list === undefined) forgotten.set(low, [place])
    else list.push(place)
  }
  return forgotten
}

function* assignSlots(
  begun: Int32Array,
  completing: Int32Array,
  forgotten: ReadonlyMap<number, readonly number[]>,
  calls: number,
): Sliced<{ readonly slot: Int32Array; readonly slots: number }> {
  const pace = new Pace()
  const slot = new Int32Array(calls)
  const free: number[] = []
  let slots = 0
  let opened = 0
  for (let event = 0; event < completing.length; event++) {
    if (pace.step()) yield pace.steps
    for (; opened < (begun[event] as number); opened++) {
      if (pace.step()) yield pace.steps
      slot[opened] = free.pop() ?? slots++
    }
    free.push(slot[completing[event] as number] as number)
    for (const call of forgotten.get(event) ?? []) free.push(slot[call] as number)
  }
  return { slot, slots }
}
