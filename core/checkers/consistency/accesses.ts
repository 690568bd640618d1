/**
 * A history of registers as reads and writes, each read with the write that it saw. That is known
 * only where each value is written once (a "differentiated" history); where it is not, this says
 * so, and nobody guesses.
 */
import type { HistoryOperation } from '../../history/operation.ts'
import { Pace } from '../pace.ts'
import type { Sliced } from '../property.ts'
import { canonicalText } from '../../base/canonical-text.ts'

export interface Access {
  /** Place in `AccessHistory.accesses`. */
  readonly id: number
  /** Place among the sessions. */
  readonly session: number
  /** Place within its session, from 0. */
  readonly place: number
  readonly kind: 'read' | 'write'
  readonly key: string
  /** What was read or written. */
  readonly value: unknown
  readonly operation: HistoryOperation
  /** Of a read: the write that it saw; absent where it saw the value from before all of them. */
  readonly source?: Access
}

export interface AccessHistory {
  readonly accesses: readonly Access[]
  /** By process, each in the order of the process. */
  readonly sessions: readonly (readonly Access[])[]
}

export type AccessReading =
  | { readonly kind: 'accesses'; readonly history: AccessHistory }
  /** Which write a read saw cannot be told. */
  | { readonly kind: 'ambiguous'; readonly summary: string }
  /** A read saw what nobody wrote, or what is known not to have been written. */
  | {
      readonly kind: 'thin-air'
      readonly read: HistoryOperation
      readonly write?: HistoryOperation
    }
  | { readonly kind: 'misfit'; readonly message: string; readonly operation: HistoryOperation }

interface Draft {
  id: number
  session: number
  place: number
  kind: Access['kind']
  key: string
  value: unknown
  operation: HistoryOperation
  source?: Draft
}

export interface AccessOptions {
  /** What a register holds before the first write; absent: nothing. */
  readonly initial?: unknown
  readonly nullReads?: 'observed' | 'unknown'
}

/**
 * Writes of unknown outcome are kept where somebody read them: then they happened. Reads without
 * an answer say nothing and are left out.
 */
export function* readAccesses(
  operations: readonly HistoryOperation[],
  { initial = null, nullReads = 'observed' }: AccessOptions = {},
): Sliced<AccessReading> {
  const pace = new Pace()
  const writes = new Map<string, HistoryOperation>()
  const failed = new Map<string, HistoryOperation>()
  const seen = new Set<string>()
  for (const operation of operations) {
    if (pace.step()) yield pace.steps
    const { f, key = '', input, output, outcome } = operation
    if (f === 'read') {
      if (outcome === 'ok') seen.add(placeOf(key, output))
      continue
    }
    if (f !== 'write') {
      return { kind: 'misfit', message: `"${f}" is neither read nor write`, operation }
    }
    const place = placeOf(key, input)
    if (outcome === 'fail') {
      failed.set(place, operation)
      continue
    }
    const twice = writes.has(place) || canonicalText(input) === canonicalText(initial)
    if (twice) return { kind: 'ambiguous', summary: ambiguity(operation) }
    writes.set(place, operation)
  }
  const drafts: Draft[] = []
  const sessions: Draft[][] = []
  const sessionOf = new Map<number, number>()
  const written = new Map<string, Draft>()
  for (const operation of operations) {
    if (pace.step()) yield pace.steps
    const { f, key = '', input, output, outcome, process } = operation
    const value = f === 'read' ? output : input
    const place = placeOf(key, value)
    const counts = outcome === 'ok' || (f === 'write' && outcome === 'info' && seen.has(place))
    if (!counts || (f === 'read' && isSilent(value, nullReads))) continue
    const session = sessionOf.get(process) ?? sessions.push([]) - 1
    sessionOf.set(process, session)
    const mates = sessions[session] as Draft[]
    const draft: Draft = {
      id: drafts.length,
      session,
      place: mates.length,
      kind: f === 'read' ? 'read' : 'write',
      key,
      value,
      operation,
    }
    drafts.push(draft)
    mates.push(draft)
    if (draft.kind === 'write') written.set(place, draft)
  }
  for (const draft of drafts) {
    if (pace.step()) yield pace.steps
    if (draft.kind === 'write') continue
    const place = placeOf(draft.key, draft.value)
    const source = written.get(place)
    if (source !== undefined) draft.source = source
    else if (canonicalText(draft.value) !== canonicalText(initial)) {
      const write = failed.get(place)
      return { kind: 'thin-air', read: draft.operation, ...(write && { write }) }
    }
  }
  return { kind: 'accesses', history: { accesses: drafts, sessions } }
}

/** How many of `accesses`, which are in the order of their session, stand before `place` in it. */
export function countBelow(accesses: readonly Access[], place: number): number {
  let low = 0
  let high = accesses.length
  while (low < high) {
    const middle = (low + high) >> 1
    if ((accesses[middle] as Access).place < place) low = middle + 1
    else high = middle
  }
  return low
}

function isSilent(value: unknown, nullReads: 'observed' | 'unknown'): boolean {
  return nullReads === 'unknown' && (value === null || value === undefined)
}

function placeOf(key: string, value: unknown): string {
  return `${key} ${canonicalText(value)}`
}

function ambiguity({ key, input }: HistoryOperation): string {
  const where = key === undefined ? '' : ` of ${key}`
  return `the value ${canonicalText(input)}${where} is not written just once, so which write a read saw cannot be told`
}
