/**
 * Anomalies of rw-register histories that need no cycle of transactions: a value of a failed
 * transaction, of the middle of one, of nobody; a transaction that contradicts itself; two that
 * update the same version.
 */
import type { Effort } from '../effort.ts'
import type { Findings } from '../findings.ts'
import type { Narrator, Told } from '../narrator.ts'
import type { AnomalyType } from '../anomalies.ts'
import type { Transactions } from '../transactions.ts'
import { outcomeOf } from './registers.ts'
import type { Registers } from './registers.ts'

export interface RegisterAnalysis {
  readonly transactions: Transactions
  readonly registers: Registers
  /** Whether the initial state is known, and all that was written since. */
  readonly whole: boolean
  readonly narrator: Narrator
  readonly findings: Findings
}

/**
 * What each read shows by itself. Returned is how many reads are of values from somewhere else:
 * written before the history began, or left out of it.
 */
export function* judgeReads(
  analysis: RegisterAnalysis,
  effort: Effort,
): Generator<number, number, void> {
  let foreign = 0
  const { transactions, registers, whole } = analysis
  const { writes, transaction, key } = transactions
  const { version, writer, external, initial } = registers
  for (let read = 0; read < writes.length; read++) {
    if (effort.spend(1)) yield effort.steps
    if (writes[read] === 1) continue
    const seen = version[read] as number
    const outcome = outcomeOf(transactions, registers, seen)
    const write = writer[seen] as number
    if (outcome === 'none') {
      if (seen === initial[key[read] as number]) continue
      foreign++
      if (!whole) continue
      note(analysis, 'garbage-read', read, -1, (told, reader, what) => {
        return `${told.name(reader)} read ${what}, and nobody wrote that.`
      })
    } else if (outcome === 'fail') {
      note(analysis, 'G1a', read, write, (told, reader, what, by) => {
        return `${told.name(reader)} read ${what}, which ${told.name(by)} wrote, and it failed.`
      })
    } else if (transaction[write] === transaction[read]) {
      if (write < read) continue
      note(analysis, 'future-read', read, -1, (told, reader, what) => {
        return `${told.name(reader)} read ${what} before it wrote that itself.`
      })
    } else if (external[write] === 0) {
      note(analysis, 'G1b', read, write, (told, reader, what, by) => {
        return (
          `${told.name(reader)} read ${what}, which ${told.name(by)} wrote and then overwrote ` +
          'itself.'
        )
      })
    }
  }
  return whole ? 0 : foreign
}

function note(
  { transactions, narrator, findings }: RegisterAnalysis,
  type: AnomalyType,
  read: number,
  write: number,
  tell: (told: Told, reader: number, what: string, writer: number) => string,
): void {
  const { transaction, key, value } = transactions
  findings.note(type, 0, () => {
    const reader = transaction[read] as number
    const writer = write < 0 ? reader : (transaction[write] as number)
    const told = narrator.among([writer, reader])
    const what = `${told.key(key[read] as number)} = ${told.value(value[read])}`
    return told.finish(tell(told, reader, what, writer))
  })
}

/** `internal` and `lost-update`: what a transaction read against what it read and wrote before. */
export function* judgeTransactions(
  analysis: RegisterAnalysis,
  effort: Effort,
): Generator<number, void, void> {
  const { transactions, registers } = analysis
  const { operations, first, writes, key } = transactions
  const { version, external } = registers
  /** Per version: the reads of transactions that wrote its key afterwards. */
  const updates = new Map<number, number[]>()
  for (const [transaction, { outcome }] of operations.entries()) {
    const begin = first[transaction] as number
    const end = first[transaction + 1] as number
    if (effort.spend(1 + end - begin)) yield effort.steps
    if (outcome !== 'ok' || end - begin < 2) continue
    /** Per key: the micro-operation that says what it holds. */
    const holds = new Map<number, number>()
    const readFirst = new Map<number, number>()
    for (let micro = begin; micro < end; micro++) {
      const place = key[micro] as number
      const held = holds.get(place)
      if (writes[micro] === 0) {
        if (external[micro] === 1) readFirst.set(place, micro)
        if (held !== undefined && version[held] !== version[micro]) {
          noteInternal(analysis, micro, held)
        }
      } else if (external[micro] === 1) {
        const read = readFirst.get(place)
        if (read !== undefined) append(updates, version[read] as number, read)
      }
      holds.set(place, micro)
    }
  }
  for (const reads of updates.values()) {
    if (effort.spend(1)) yield effort.steps
    if (reads.length > 1) noteLostUpdate(analysis, reads)
  }
}

function append(lists: Map<number, number[]>, place: number, item: number): void {
  const list = lists.get(place)
  if (list === undefined) lists.set(place, [item])
  else list.push(item)
}

function noteInternal(analysis: RegisterAnalysis, read: number, held: number): void {
  const { writes, value } = analysis.transactions
  note(analysis, 'internal', read, -1, (told, reader, what) => {
    const did = writes[held] === 1 ? 'written' : 'read'
    return `${told.name(reader)} read ${what} after it had ${did} ${told.value(value[held])} itself.`
  })
}

function noteLostUpdate(
  { transactions, narrator, findings }: RegisterAnalysis,
  reads: readonly number[],
): void {
  const { transaction, key, value } = transactions
  findings.note('lost-update', reads.length, () => {
    const two = reads.slice(0, 2).map((read) => transaction[read] as number)
    const told = narrator.among(two)
    const read = reads[0] as number
    const names = two.map((one) => told.name(one)).join(' and ')
    const more = reads.length > 2 ? `, as did ${reads.length - 2} more` : ''
    return told.finish(
      `${names} both read ${told.key(key[read] as number)} = ${told.value(value[read])} and wrote ` +
        `it${more}: one of them acted on a value that was no longer so.`,
    )
  })
}
