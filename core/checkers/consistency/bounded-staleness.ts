/**
 * `bounded-staleness`: a read may lag, but no further than a bound: it returns a value that was
 * current at some instant between `bound` before its beginning and its end. That is
 * Delta-atomicity (Golab, Li, Shah, "Analyzing consistency properties for fun and profit", PODC
 * 2011): a history has it if it is linearizable once every read is taken to have begun that much
 * earlier.
 *
 * Without a bound it finds the smallest one by bisection, to the millisecond, and tells how stale
 * the reads were.
 */
import type { OperationList } from '../../history/operation-list.ts'
import { isTimed } from '../../history/operation.ts'
import type { HistoryOperation } from '../../history/operation.ts'
import { listed } from '../listed.ts'
import { judging } from '../linearizability/judge.ts'
import { kv } from '../linearizability/models/register.ts'
import type { HistoryProperty, Judging, PropertyOptions, ReadHistory, Sliced } from '../property.ts'

const NS_PER_MS = 1_000_000

export const boundedStaleness: HistoryProperty = {
  name: 'bounded-staleness',
  summary: 'reads of registers lag by no more than a bound, or by how much they do',
  operations: kv.operations,
  judge,
}

function* judge(history: ReadHistory, options: PropertyOptions): Sliced<Judging> {
  const { stalenessMs } = options
  if (stalenessMs !== undefined) return yield* within(history, stalenessMs, options)
  const fresh = yield* within(history, 0, options)
  if (!fresh.ok || fresh.judgement.verdict !== 'invalid') return fresh
  const held = { operations: yield* listed(history.operations) }
  let stale = fresh
  let low = 0
  let high = Math.ceil(lengthNs(history.operations) / NS_PER_MS) + 1
  const everything = yield* within(held, high, options)
  if (!everything.ok || everything.judgement.verdict !== 'valid') return everything
  let steps = fresh.judgement.steps + everything.judgement.steps
  while (high - low > 1) {
    const middle = Math.floor((low + high) / 2)
    const tried = yield* within(held, middle, options)
    if (!tried.ok) return tried
    steps += tried.judgement.steps
    if (tried.judgement.verdict === 'valid') high = middle
    else {
      low = middle
      stale = tried
    }
  }
  const summary = `reads lag by at most ${high} ms, and by more than ${low} ms`
  const witness = stale.ok ? stale.judgement.witness : undefined
  return { ok: true, judgement: { verdict: 'valid', summary, steps, ...(witness && { witness }) } }
}

/** From the first event to the last, ns. */
function lengthNs(operations: OperationList): number {
  const first = operations.at(0)?.invokedAt ?? 0
  let last = first
  for (const { invokedAt, completedAt } of operations) {
    last = Math.max(last, invokedAt, completedAt < Infinity ? completedAt : invokedAt)
  }
  return last - first
}

function* within(
  { operations }: ReadHistory,
  boundMs: number,
  options: PropertyOptions,
): Sliced<Judging> {
  const { initial, nullReads, budget, telling } = options
  const timed = isTimed(operations)
  return yield* judging(yield* earlier(operations, boundMs * NS_PER_MS), {
    model: kv,
    options: {
      ...(initial !== undefined && { initial }),
      ...(nullReads && { nullReads }),
    },
    budget,
    telling: telling ?? { timed },
  })
}

/** The operations with every read's beginning moved back, numbered anew in the order of time. */
function* earlier(history: OperationList, byNs: number): Sliced<OperationList> {
  if (byNs === 0) return history
  const operations = yield* listed(history)
  const moments = operations.flatMap((operation) => {
    const isRead = operation.f === 'read' || operation.f === 'get'
    const at = isRead ? operation.invokedAt - byNs : operation.invokedAt
    // A read may return what was current until the very instant from which it counts.
    const begins = { operation, at, was: isRead ? -1 : operation.index, ends: false }
    if (operation.completedIndex === Infinity) return [begins]
    const { completedAt, completedIndex } = operation
    return [begins, { operation, at: completedAt, was: completedIndex, ends: true }]
  })
  // At one instant the order of the history decides.
  moments.sort((a, b) => a.at - b.at || a.was - b.was)
  const begun = new Map<HistoryOperation, { index: number; completedIndex: number }>()
  for (const [place, { operation, ends }] of moments.entries()) {
    const places = begun.get(operation) ?? { index: place, completedIndex: Infinity }
    begun.set(operation, places)
    if (ends) places.completedIndex = place
  }
  return [...begun].map(([operation, places]) => ({ ...operation, ...places }))
}
