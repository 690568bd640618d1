/**
 * Decides a store of texts with get, put and append without a search, where every text was
 * written once and none is the beginning of another.
 *
 * Then a get tells which put it saw and which appends after it, in their order: it can be taken
 * apart in one way. All that belongs to one put (its gets, and the appends that they show) is
 * adjacent in any linearization, so these blocks are ordered as wholes, as those of a register
 * are (`unique-values.ts`); the initial text begins a block as well. What was acknowledged and
 * never seen fits anywhere between two blocks, and what is unknown and was never seen is left
 * out.
 *
 * It refuses texts that repeat, that begin alike or that are empty: those are `undecided`.
 * That is argued here, after Gibbons and Korach (see `unique-values.ts`) and, for reads that tell
 * the order of appends, Kingsbury and Alvaro's Elle (VLDB 2020).
 */
import type { HistoryOperation } from '../../../history/operation.ts'
import type { Sliced } from '../../property.ts'
import type { Call } from '../calls.ts'
import type { Decision } from '../model.ts'
import type { TextStep } from '../models/kv-append.ts'
import { Pace } from '../../pace.ts'
import { findInversion } from '../ranked/inversion.ts'
import type { Member } from '../ranked/inversion.ts'
import { findCrossing } from './blocks.ts'
import type { Block } from './blocks.ts'
import { codeOf, type TextCode } from './text-code.ts'

type TextCall = Call<TextStep>

/** The gets that begin with the same put, or with the initial text. */
interface Segment {
  readonly put: TextCall | undefined
  readonly gets: TextCall[]
  longest: TextCall | undefined
}

interface Seen {
  readonly block: Block
  /** The get that shows most of the block. */
  readonly by: HistoryOperation | undefined
}

type Conflict = readonly (HistoryOperation | undefined)[]

export function* decideText(calls: readonly TextCall[], initial: string): Sliced<Decision> {
  const code = initial === '' ? yield* codeOf(calls) : undefined
  if (code === undefined) return { kind: 'undecided' }
  const segments = yield* segmentsOf(calls, code)
  if (!segments.ok) return invalid(segments.conflict)
  const pace = new Pace()
  const seen: Seen[] = []
  const placed = new Map<TextCall, HistoryOperation | undefined>()
  for (const segment of segments.list) {
    if (pace.step()) yield pace.steps
    const laid = yield* layOut(segment, code, placed, pace)
    if (!laid.ok) return invalid(laid.conflict)
    seen.push(laid.seen)
  }
  const blocks = seen.map(({ block }) => block)
  for (const call of calls) {
    if (pace.step()) yield pace.steps
    const written = call.step.kind !== 'get' && call.step.text !== ''
    if (!written || placed.has(call) || call.completed === Infinity) continue
    blocks.push({ members: [memberOf(call, 0)] })
  }
  for (const { block, by } of seen) {
    const inversion = yield* findInversion(block.members)
    if (inversion !== undefined) return invalid([...operationsOf(inversion), by])
  }
  const crossing = yield* findCrossing(blocks)
  if (crossing === undefined) return { kind: 'valid' }
  const shownBy = seen.filter(({ block }) => crossing.some((one) => block.members.includes(one)))
  return invalid([...operationsOf(crossing), ...shownBy.map(({ by }) => by)])
}

type Segmenting =
  | { readonly ok: true; readonly list: readonly Segment[] }
  | { readonly ok: false; readonly conflict: Conflict }

/** Sorts the gets by the put that they begin with. */
function* segmentsOf(calls: readonly TextCall[], code: TextCode): Sliced<Segmenting> {
  const pace = new Pace()
  const initial: Segment = { put: undefined, gets: [], longest: undefined }
  const byPut = new Map<TextCall, Segment>()
  for (const call of calls) {
    if (pace.step()) yield pace.steps
    if (call.step.kind !== 'get') continue
    const { text } = call.step
    const first = text === '' ? undefined : code.writeAt(text, 0)
    if (text !== '' && first === undefined) return { ok: false, conflict: [call.operation] }
    let segment = initial
    if (first?.step.kind === 'put') {
      segment = byPut.get(first) ?? { put: first, gets: [], longest: undefined }
      byPut.set(first, segment)
    }
    segment.gets.push(call)
    const { longest } = segment
    if (longest === undefined || text.length > longest.step.text.length) segment.longest = call
  }
  return { ok: true, list: [initial, ...byPut.values()] }
}

type Laying =
  { readonly ok: true; readonly seen: Seen } | { readonly ok: false; readonly conflict: Conflict }

/** The members of a segment in the one order that its longest get allows. */
function* layOut(
  { put, gets, longest }: Segment,
  code: TextCode,
  placed: Map<TextCall, HistoryOperation | undefined>,
  pace: Pace,
): Sliced<Laying> {
  const text = longest?.step.text ?? ''
  const by = longest?.operation
  const root = put === undefined ? { rank: 0, invoked: -1, completed: -1 } : memberOf(put, 0)
  if (put !== undefined) placed.set(put, by)
  const members: Member[] = [root]
  /** By the length of what a get shows: how many writes that is. */
  const writes = new Map<number, number>()
  let at = put?.step.text.length ?? 0
  writes.set(at, 0)
  for (let count = 1; at < text.length; count++) {
    if (pace.step()) yield pace.steps
    const next = code.writeAt(text, at)
    if (next?.step.kind !== 'append') return { ok: false, conflict: [by] }
    if (placed.has(next)) return { ok: false, conflict: [placed.get(next), by] }
    placed.set(next, by)
    members.push(memberOf(next, 2 * count))
    at += next.step.text.length
    writes.set(at, count)
  }
  for (const get of gets) {
    if (pace.step()) yield pace.steps
    const count = writes.get(get.step.text.length)
    if (count === undefined || !text.startsWith(get.step.text)) {
      return { ok: false, conflict: [get.operation, by] }
    }
    members.push(memberOf(get, 2 * count + 1))
  }
  members.sort((one, other) => one.rank - other.rank)
  return { ok: true, seen: { block: { members }, by } }
}

function memberOf({ operation, invoked, completed }: TextCall, rank: number): Member {
  return { rank, operation, invoked, completed }
}

function operationsOf(members: readonly Member[]): Conflict {
  return members.map(({ operation }) => operation)
}

function invalid(conflict: Conflict): Decision {
  return { kind: 'invalid', conflict: [...new Set(conflict)].filter((one) => one !== undefined) }
}
