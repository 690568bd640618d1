/**
 * Anomalies of list-append histories that need no cycle: one read, one transaction or one list
 * shows them.
 */
import type { HistoryOperation } from '../../../history/operation.ts'
import type { Effort } from '../effort.ts'
import type { Case, Findings } from '../findings.ts'
import { identityOf } from '../identity.ts'
import type { Identity } from '../identity.ts'
import type { Narrator } from '../narrator.ts'
import type { Transactions } from '../transactions.ts'
import type { Writes } from '../writes.ts'
import type { ListOrder, VersionOrder } from './version-order.ts'

export interface ListAnalysis {
  readonly transactions: Transactions
  readonly writes: Writes
  readonly order: VersionOrder
  readonly narrator: Narrator
  readonly findings: Findings
}

/** What each read shows by itself. */
export function* judgeReads(analysis: ListAnalysis, effort: Effort): Generator<number, void, void> {
  const { transactions, order } = analysis
  const { writes, key, value } = transactions
  for (let read = 0; read < key.length; read++) {
    if (writes[read] === 1) continue
    const length = order.lengths[read] as number
    if (length >= 0) {
      judgePrefix(analysis, read, length)
      if (effort.spend(1)) yield effort.steps
    } else {
      judgeContradiction(analysis, read)
      if (effort.spend((value[read] as readonly unknown[]).length)) yield effort.steps
    }
    judgeLast(analysis, read)
  }
}

/** A read that agrees with the longest list has the faults of that list, up to its length. */
function judgePrefix(analysis: ListAnalysis, read: number, length: number): void {
  const { key } = analysis.transactions
  const list = analysis.order.lists[key[read] as number] as ListOrder
  if (list.firstGarbage < length) noteGarbage(analysis, read, list.firstGarbage)
  if (list.firstAborted < length) {
    noteAborted(analysis, read, list.appends[list.firstAborted] as number)
  }
  if (list.firstDuplicate < length) noteDuplicate(analysis, read, list.firstDuplicate)
}

function judgeContradiction(analysis: ListAnalysis, read: number): void {
  const { transactions, writes, order, narrator, findings } = analysis
  const { key, value, operations, transaction } = transactions
  const place = key[read] as number
  const elements = value[read] as readonly unknown[]
  const longest = order.lists[place] as ListOrder
  findings.note('incompatible-order', elements.length + longest.elements.length, () => {
    const told = narrator.among([transaction[longest.read], transaction[read]] as number[])
    const at = elements.findIndex(
      (element, index) => identityOf(element) !== identityOf(longest.elements[index]),
    )
    const name = told.key(place)
    return told.finish(
      `${told.name(transaction[longest.read] as number)} read ${name} as ` +
        `${told.value(longest.elements)} and ${told.name(transaction[read] as number)} read it ` +
        `as ${told.value(elements)}: from place ${at + 1} on, neither is a beginning of the ` +
        'other, and a list only grows at its end.',
    )
  })
  const met = new Set<Identity>()
  let aborted = -1
  let garbage = -1
  let duplicate = -1
  for (const [at, element] of elements.entries()) {
    const identity = identityOf(element)
    if (met.has(identity)) {
      if (duplicate < 0) duplicate = at
      continue
    }
    met.add(identity)
    const append = writes.byKey[place]?.get(identity)
    if (append === undefined) {
      if (garbage < 0) garbage = at
    } else if (aborted < 0) {
      const writer = operations[transaction[append] as number] as HistoryOperation
      if (writer.outcome === 'fail') aborted = append
    }
  }
  if (garbage >= 0) noteGarbage(analysis, read, garbage)
  if (aborted >= 0) noteAborted(analysis, read, aborted)
  if (duplicate >= 0) noteDuplicate(analysis, read, duplicate)
}

function noteGarbage({ transactions, narrator, findings }: ListAnalysis, read: number, at: number) {
  const { transaction, value, key } = transactions
  const elements = value[read] as readonly unknown[]
  findings.note('garbage-read', elements.length, () => {
    const reader = transaction[read] as number
    const told = narrator.among([reader])
    return told.finish(
      `${told.name(reader)} read ${told.value(elements[at])} in ` +
        `${told.key(key[read] as number)}, and nobody appended it.`,
    )
  })
}

function noteAborted(analysis: ListAnalysis, read: number, append: number): void {
  const { transactions, narrator, findings } = analysis
  const { transaction, value, key } = transactions
  findings.note('G1a', (value[read] as readonly unknown[]).length, () => {
    const reader = transaction[read] as number
    const writer = transaction[append] as number
    const told = narrator.among([writer, reader])
    return told.finish(
      `${told.name(reader)} read ${told.value(value[append])} in ` +
        `${told.key(key[read] as number)}, which ${told.name(writer)} appended, and ` +
        `${told.name(writer)} failed.`,
    )
  })
}

function noteDuplicate(analysis: ListAnalysis, read: number, at: number): void {
  const { transactions, narrator, findings } = analysis
  const { transaction, value, key } = transactions
  const elements = value[read] as readonly unknown[]
  findings.note('duplicate-elements', elements.length, () => {
    const reader = transaction[read] as number
    const told = narrator.among([reader])
    return told.finish(
      `${told.name(reader)} read ${told.key(key[read] as number)} as ${told.value(elements)}, ` +
        `which holds ${told.value(elements[at])} more than once.`,
    )
  })
}

/** G1b: the list ends with an append that was not the last one of its transaction. */
function judgeLast({ transactions, writes, narrator, findings }: ListAnalysis, read: number): void {
  const { operations, transaction, value, key } = transactions
  const elements = value[read] as readonly unknown[]
  if (elements.length === 0) return
  const place = key[read] as number
  const append = writes.byKey[place]?.get(identityOf(elements[elements.length - 1]))
  if (append === undefined || writes.final[append] === 1) return
  const writer = transaction[append] as number
  const reader = transaction[read] as number
  if (writer === reader || (operations[writer] as HistoryOperation).outcome === 'fail') return
  findings.note('G1b', elements.length, (): Case => {
    const told = narrator.among([writer, reader])
    return told.finish(
      `${told.name(reader)} read ${told.key(place)} as ${told.value(elements)}, which ends with ` +
        `${told.value(value[append])}: ${told.name(writer)} appended that, and more to the same ` +
        'list after it.',
    )
  })
}

/** Dirty update: what a failed transaction appended, and a later acknowledged one appended to. */
export function* judgeLists(
  { transactions, order, narrator, findings }: ListAnalysis,
  effort: Effort,
): Generator<number, void, void> {
  const { operations, transaction, value } = transactions
  for (const [place, { appends }] of order.lists.entries()) {
    if (effort.rest(place)) yield effort.steps
    let aborted = -1
    for (const append of appends) {
      if (effort.spend(1)) yield effort.steps
      if (append < 0) continue
      const { outcome } = operations[transaction[append] as number] as HistoryOperation
      if (outcome === 'fail') aborted = append
      if (outcome !== 'ok' || aborted < 0) continue
      const dirty = aborted
      findings.note('dirty-update', 0, () => {
        const failed = transaction[dirty] as number
        const later = transaction[append] as number
        const told = narrator.among([failed, later])
        return told.finish(
          `${told.name(later)} appended ${told.value(value[append])} to ${told.key(place)} after ` +
            `${told.value(value[dirty])}, which ${told.name(failed)} appended, and ` +
            `${told.name(failed)} failed.`,
        )
      })
      aborted = -1
    }
  }
}
