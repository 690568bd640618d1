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
import { Pace } from '../pace.ts'
import { sorted } from '../sliced.ts'
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
  let high = Math.ceil((yield* lengthNs(held.operations)) / NS_PER_MS) + 1
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
function* lengthNs(operations: OperationList): Sliced<number> {
  const pace = new Pace()
  const first = operations.at(0)?.invokedAt ?? 0
  let last = first
  for (const { invokedAt, completedAt } of operations) {
    if (pace.step()) yield pace.steps
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
  const pace = new Pace()
  const operations = yield* listed(history)
  // A read may return what was current until the very instant from which it counts.
  const beginnings: Moment[] = []
  const others: Moment[] = []
  for (const [place, operation] of operations.entries()) {
    if (pace.step()) yield pace.steps
    const { f, invokedAt, index, completedAt, completedIndex } = operation
    const isRead = f === 'read' || f === 'get'
    if (isRead) beginnings.push({ place, at: invokedAt - byNs, was: -1, ends: false })
    else others.push({ place, at: invokedAt, was: index, ends: false })
    if (completedIndex === Infinity) continue
    others.push({ place, at: completedAt, was: completedIndex, ends: true })
  }
  // At one instant the order of the history decides.
  const inHistory = yield* sorted(others, ({ was }) => was, pace)
  const inTime = yield* sorted([...beginnings, ...inHistory], ({ at }) => at, pace)
  const index = new Float64Array(operations.length)
  const completedIndex = new Float64Array(operations.length).fill(Infinity)
  const inOrder: number[] = []
  for (const [now, { place, ends }] of inTime.entries()) {
    if (pace.step()) yield pace.steps
    if (ends) completedIndex[place] = now
    else {
      index[place] = now
      inOrder.push(place)
    }
  }
  const moved: HistoryOperation[] = []
  for (const place of inOrder) {
    if (pace.step()) yield pace.steps
    const places = { index: at(index, place), completedIndex: at(completedIndex, place) }
    moved.push({ ...(operations[place] as HistoryOperation), ...places })
  }
  return moved
}

/** A beginning or an end of an operation. */
interface Moment {
  /** Of the operation, in their list. */
  readonly place: number
  readonly at: number
  /** Entry of the history. */
  readonly was: number
  readonly ends: boolean
}

function at(numbers: Float64Array, place: number): number {
  return numbers[place] as number
}
