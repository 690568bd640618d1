/**
 * Anomalies that one transaction shows: `internal`, a read that does not fit what the same
 * transaction read and appended before; `future-read`, a read of what it appends only later; and
 * `lost-update`, two transactions that read the same version of a list and both appended to it.
 *
 * Sources: Cerone, Bernardi and Gotsman (CONCUR 2015), axiom INT; Adya, "Weak Consistency", on
 * lost updates.
 */
import type { Effort } from '../effort.ts'
import { identityOf, same } from '../identity.ts'
import type { Identity } from '../identity.ts'
import type { ListAnalysis } from './direct-anomalies.ts'

/** What a transaction knows of one list. */
interface Known {
  /** The list at the last read; absent before that. */
  list: readonly unknown[] | undefined
  /** What the transaction appended since. */
  readonly appended: unknown[]
  /** The first read, if it came before any append; -1 otherwise. */
  readonly readFirst: number
  wrote: boolean
}

export function* judgeTransactions(
  analysis: ListAnalysis,
  effort: Effort,
): Generator<number, void, void> {
  const { operations, first } = analysis.transactions
  const updates = new Map<Identity, number[]>()
  for (const [transaction, { outcome }] of operations.entries()) {
    const begin = first[transaction] as number
    const end = first[transaction + 1] as number
    if (effort.spend(1 + end - begin)) yield effort.steps
    if (outcome === 'ok' && end - begin > 1) judgeOne(analysis, begin, end, updates, effort)
  }
  for (const reads of updates.values()) {
    if (effort.spend(1)) yield effort.steps
    if (reads.length > 1) noteLostUpdate(analysis, reads)
  }
}

function judgeOne(
  analysis: ListAnalysis,
  begin: number,
  end: number,
  updates: Map<Identity, number[]>,
  effort: Effort,
): void {
  const { writes, key, value } = analysis.transactions
  const known = new Map<number, Known>()
  for (let micro = begin; micro < end; micro++) {
    const place = key[micro] as number
    const state = known.get(place)
    if (writes[micro] === 1) {
      if (state === undefined) {
        const appended = [value[micro]]
        known.set(place, { list: undefined, appended, readFirst: -1, wrote: true })
        continue
      }
      state.appended.push(value[micro])
      if (!state.wrote && state.readFirst >= 0) remember(analysis, state.readFirst, updates)
      state.wrote = true
      continue
    }
    const list = value[micro] as readonly unknown[]
    judgeFuture(analysis, micro, end)
    if (state === undefined) {
      known.set(place, { list, appended: [], readFirst: micro, wrote: false })
      continue
    }
    effort.steps += list.length
    if (!fits(list, state))
      noteInternal(analysis, micro, { ...state, appended: [...state.appended] })
    state.list = list
    state.appended.length = 0
  }
}

function fits(list: readonly unknown[], { list: before, appended }: Known): boolean {
  const start = list.length - appended.length
  if (before === undefined ? start < 0 : start !== before.length) return false
  for (let at = 0; at < list.length; at++) {
    if (at >= start) {
      if (!same(list[at], appended[at - start])) return false
    } else if (before !== undefined && !same(list[at], before[at])) {
      return false
    }
  }
  return true
}

function noteInternal(
  { transactions, narrator, findings }: ListAnalysis,
  read: number,
  state: Known,
): void {
  const { transaction, value, key } = transactions
  const list = value[read] as readonly unknown[]
  findings.note('internal', list.length, () => {
    const reader = transaction[read] as number
    const told = narrator.among([reader])
    const expected =
      state.list === undefined
        ? `a list that ends with ${told.value(state.appended)}`
        : told.value([...state.list, ...state.appended])
    return told.finish(
      `${told.name(reader)} read ${told.key(key[read] as number)} as ${told.value(list)}, but ` +
        `what it had read and appended itself leaves only ${expected}.`,
    )
  })
}

/** Whether a later append of the same transaction is in the list that `read` saw. */
function judgeFuture(analysis: ListAnalysis, read: number, end: number): void {
  const { transactions, order, narrator, findings } = analysis
  const { transaction, writes, value, key } = transactions
  const place = key[read] as number
  const list = value[read] as readonly unknown[]
  const length = order.lengths[read] as number
  for (let later = read + 1; later < end; later++) {
    if (writes[later] === 0 || key[later] !== place) continue
    const at = order.places[later] as number
    const seen = length < 0 ? list.some((one) => same(one, value[later])) : at >= 0 && at < length
    if (!seen) continue
    const reader = transaction[read] as number
    findings.note('future-read', list.length, () => {
      const told = narrator.among([reader])
      return told.finish(
        `${told.name(reader)} read ${told.value(value[later])} in ${told.key(place)} before it ` +
          'appended that itself.',
      )
    })
    return
  }
}

function remember(
  { transactions, order }: ListAnalysis,
  read: number,
  updates: Map<Identity, number[]>,
) {
  const { key, value } = transactions
  const length = order.lengths[read] as number
  const version = length < 0 ? `:${String(identityOf(value[read]))}` : `.${length}`
  const identity = `${key[read] as number}${version}`
  const reads = updates.get(identity)
  if (reads === undefined) updates.set(identity, [read])
  else reads.push(read)
}

function noteLostUpdate(analysis: ListAnalysis, reads: readonly number[]): void {
  const { transactions, narrator, findings } = analysis
  const { transaction, value, key } = transactions
  const all = reads.map((read) => transaction[read] as number)
  findings.note('lost-update', all.length, () => {
    const two = all.slice(0, 2)
    const told = narrator.among(two)
    const read = reads[0] as number
    const names = two.map((one) => told.name(one)).join(' and ')
    const more = all.length > 2 ? `, as did ${all.length - 2} more` : ''
    return told.finish(
      `${names} both read ${told.key(key[read] as number)} as ${told.value(value[read])} and ` +
        `appended to it${more}: one of them acted on a list that was no longer so.`,
    )
  })
}
