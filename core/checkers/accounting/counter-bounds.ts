/**
 * `counter-bounds`: a read lies between what must have been added by its beginning and what may
 * have been added by its end. As Jepsen's `counter` checker, with additions of either sign: one
 * that may or may not count moves the bound of its own sign only.
 *
 * It proves less than `linearizable` with the model `counter`: two reads may contradict each
 * other within their bounds. It takes O(n log n), whatever the load.
 */
import type { HistoryOperation } from '../../history/operation.ts'
import type { Pace } from '../pace.ts'
import type { Sliced } from '../property.ts'
import { found, sorted } from '../sliced.ts'
import { accounting, byKey, ofKey } from './account.ts'

const SIGNS: { readonly [f: string]: 1 | -1 } = { add: 1, increment: 1, decrement: -1 }

/** Sums of what was added and taken so far. */
interface Totals {
  readonly added: number
  /** Zero or less. */
  readonly taken: number
}

interface Moment {
  readonly at: number
  readonly kind: 'asked' | 'done' | 'read-begins' | 'read-ends'
  readonly operation: HistoryOperation
  readonly amount: number
}

export const counterBounds = accounting({
  name: 'counter-bounds',
  summary: 'reads of a counter lie between what must and what may have been added',
  operations: ['add', 'increment', 'decrement', 'read'],
  refusing: ['out-of-bounds'],
  *audit(ledger) {
    const { operations, options, teller, book, pace, pass } = ledger
    const initial = options.initial ?? 0
    if (typeof initial !== 'number') {
      return { kind: 'misfit', message: 'a counter starts from a number' }
    }
    const stranger = yield* found(operations, isNoNumber, pace)
    if (stranger) return { kind: 'misfit', message: 'no number', operation: stranger }
    let reads = 0
    for (const object of yield* byKey(ledger)) {
      let may: Totals = { added: 0, taken: 0 }
      let must: Totals = { added: 0, taken: 0 }
      const mustAtBegin = new Map<HistoryOperation, Totals>()
      yield* pass(yield* momentsOf(object, pace), ({ kind, operation, amount }) => {
        if (kind === 'asked') may = plus(may, amount)
        if (kind === 'done') must = plus(must, amount)
        if (kind === 'read-begins') mustAtBegin.set(operation, must)
        if (kind !== 'read-ends') return
        reads++
        const sure = mustAtBegin.get(operation) ?? must
        mustAtBegin.delete(operation)
        const lower = initial + sure.added + may.taken
        const upper = initial + may.added + sure.taken
        const value = operation.output as number
        if (value >= lower && value <= upper) return
        const sentence = () =>
          `${teller.who(operation)} read ${value}${ofKey(operation)} ` +
          `${teller.answered(operation)}, and it had to be between ${lower} and ${upper}`
        book.add('out-of-bounds', sentence, [operation])
      })
    }
    if (reads === 0) return { kind: 'open', summary: 'the counter was never read' }
    return { kind: 'sound', summary: `${reads} reads, each within its bounds` }
  },
})

function* momentsOf(
  operations: readonly HistoryOperation[],
  pace: Pace,
): Sliced<readonly Moment[]> {
  const moments: Moment[] = []
  for (const operation of operations) {
    if (pace.step()) yield pace.steps
    const { index, completedIndex, outcome } = operation
    const isRead = operation.f === 'read'
    if (outcome === 'fail' || (isRead && outcome !== 'ok')) continue
    const amount = isRead ? 0 : amountOf(operation)
    const moment = { operation, amount }
    moments.push({ at: index, kind: isRead ? 'read-begins' : 'asked', ...moment })
    if (outcome !== 'ok') continue
    moments.push({ at: completedIndex, kind: isRead ? 'read-ends' : 'done', ...moment })
  }
  return yield* sorted(moments, ({ at }) => at, pace)
}

/** One without a value changes the counter by one. */
function amountOf({ f, input }: HistoryOperation): number {
  return (SIGNS[f] ?? 1) * (typeof input === 'number' ? input : 1)
}

function isNoNumber({ f, input, output, outcome }: HistoryOperation): boolean {
  if (f === 'read') return outcome === 'ok' && typeof output !== 'number'
  return input !== undefined && input !== null && typeof input !== 'number'
}

function plus({ added, taken }: Totals, amount: number): Totals {
  return { added: added + Math.max(amount, 0), taken: taken + Math.min(amount, 0) }
}
