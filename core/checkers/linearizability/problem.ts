/**
 * The question that a search answers, laid out in arrays of numbers.
 *
 * Time is cut at the completions. At each, the operations that are open are in view: they sit in
 * numbered slots, which are given back when an operation completes (or, if its outcome is
 * unknown, when it can no longer matter). So what is linearized is told by one bit a slot,
 * however long the history is.
 */
import type { Automaton, Plan, PlannedCall } from './model.ts'

export interface SearchProblem {
  readonly automaton: Automaton
  /** In the order of their invocations; those that cannot matter are left out. */
  readonly calls: readonly PlannedCall[]
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

export function layOut(plan: Plan): SearchProblem {
  const answered = plan.calls
    .filter((call) => call.completed < Infinity)
    .sort((a, b) => a.completed - b.completed)
  const last = answered.at(-1)?.completed ?? -1
  const calls = plan.calls
    .filter((call) => call.invoked < last && call.horizon >= call.invoked)
    .sort((a, b) => a.invoked - b.invoked)
  const completions = answered.length
  const places = new Map(calls.map((call, place) => [call, place]))
  const completing = new Int32Array(completions)
  const deadline = new Int32Array(calls.length).fill(completions)
  for (const [event, call] of answered.entries()) {
    const place = places.get(call) as number
    completing[event] = place
    deadline[place] = event
  }
  const begun = new Int32Array(completions + 1)
  let opened = 0
  for (const [event, call] of answered.entries()) {
    while (opened < calls.length && (calls[opened] as PlannedCall).invoked < call.completed) {
      opened++
    }
    begun[event] = opened
  }
  begun[completions] = calls.length
  const forgotten = horizonEvents(calls, answered)
  const { slot, slots } = assignSlots(begun, completing, forgotten, calls.length)
  return {
    automaton: plan.automaton,
    calls,
    slot,
    slots,
    stepClass: Int32Array.from(calls, (call) => call.class),
    readOnly: Uint8Array.from(calls, (call) => (call.readOnly ? 1 : 0)),
    deadline,
    completions,
    completing,
    begun,
    forgotten,
  }
}

/** After which completion each call of unknown outcome stops to matter. */
function horizonEvents(
  calls: readonly PlannedCall[],
  answered: readonly PlannedCall[],
): ReadonlyMap<number, readonly number[]> {
  const forgotten = new Map<number, number[]>()
  for (const [place, call] of calls.entries()) {
    if (call.horizon === Infinity) continue
    let low = 0
    let high = answered.length
    while (low < high) {
      const middle = (low + high) >>> 1
      if ((answered[middle] as PlannedCall).completed < call.horizon) low = middle + 1
      else high = middle
    }
    const list = forgotten.get(low)
    if (list === undefined) forgotten.set(low, [place])
    else list.push(place)
  }
  return forgotten
}

function assignSlots(
  begun: Int32Array,
  completing: Int32Array,
  forgotten: ReadonlyMap<number, readonly number[]>,
  calls: number,
): { readonly slot: Int32Array; readonly slots: number } {
  const slot = new Int32Array(calls)
  const free: number[] = []
  let slots = 0
  let opened = 0
  for (let event = 0; event < completing.length; event++) {
    for (; opened < (begun[event] as number); opened++) slot[opened] = free.pop() ?? slots++
    free.push(slot[completing[event] as number] as number)
    for (const call of forgotten.get(event) ?? []) free.push(slot[call] as number)
  }
  return { slot, slots }
}
