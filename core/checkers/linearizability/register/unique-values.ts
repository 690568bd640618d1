/**
 * Decides a register without a search, where every observed value has one possible writer.
 *
 * Then each read tells which write it saw, and the operations fall into blocks: a write, the
 * reads of its value, the cas that replaced that value, the reads of the next value, and so on.
 * The operations of a block are adjacent in any linearization, so blocks are ordered as wholes.
 * Block A must come before block B if some operation of A ended before some operation of B
 * began, that is, if the first end of A lies before the last beginning of B. Of the blocks on a
 * cycle, take the one with the last beginning of all and the one after it: each must precede
 * the other. So there is a linearization exactly if each block has an order inside, and no two
 * blocks must precede each other. Sorting finds both out in O(n log n).
 *
 * An operation of unknown outcome has taken effect if its value was observed, since nobody else
 * can have made it; and is left out otherwise (see `horizons.ts`).
 *
 * It refuses: an observed value with two possible writers, and a refused cas whose expected
 * value was ever there. Those are `undecided`.
 *
 * Source: P. Gibbons and E. Korach, Testing shared memories, SIAM J. Comput. 26(4), 1997,
 * section 4 (read-mapping known), extended by us to cas and to unknown outcomes.
 */
import type { HistoryOperation } from '../../../history/operation.ts'
import type { Sliced } from '../../property.ts'
import type { Call, Decision } from '../model.ts'
import type { RegisterStep } from '../models/register.ts'
import { Pace } from '../pace.ts'
import { findInversion } from '../ranked/inversion.ts'
import type { Member } from '../ranked/inversion.ts'
import { findCrossing } from './blocks.ts'
import type { Block } from './blocks.ts'

type RegisterCall = Call<RegisterStep>

const UNDECIDED: Decision = { kind: 'undecided' }

export function* decideRegister(calls: readonly RegisterCall[], initial: string): Sliced<Decision> {
  const cast = yield* castOf(calls)
  for (const call of cast.refused) {
    const { from } = call.step
    if (from === initial || cast.writers.has(from)) return UNDECIDED
  }
  const effective = yield* effectiveWriters(cast, initial)
  if (effective.kind !== 'effective') return effective
  const { blocks, stray } = yield* blocksOf(cast, effective, initial)
  const conflict = stray ?? (yield* firstInversion(blocks)) ?? (yield* findCrossing(blocks))
  return conflict === undefined ? { kind: 'valid' } : invalid(conflict, effective.seenBy)
}

function* firstInversion(blocks: readonly Block[]): Sliced<readonly Member[] | undefined> {
  const pace = new Pace()
  for (const { members } of blocks) {
    if (pace.step()) yield pace.steps
    const found = yield* findInversion(members)
    if (found !== undefined) return found
  }
  return undefined
}

/** Who does what. */
interface Cast {
  /** Every call that may have made a value, by the value. */
  readonly writers: ReadonlyMap<string, readonly RegisterCall[]>
  readonly readers: ReadonlyMap<string, readonly RegisterCall[]>
  readonly refused: readonly (RegisterCall & { readonly step: { readonly kind: 'refused' } })[]
}

function* castOf(calls: readonly RegisterCall[]): Sliced<Cast> {
  const pace = new Pace()
  const writers = new Map<string, RegisterCall[]>()
  const readers = new Map<string, RegisterCall[]>()
  const refused: Cast['refused'][number][] = []
  for (const call of calls) {
    if (pace.step()) yield pace.steps
    const { step } = call
    if (step.kind === 'read') append(readers, step.value, call)
    else if (step.kind === 'write') append(writers, step.value, call)
    else if (step.kind === 'cas') append(writers, step.to, call)
    else refused.push({ ...call, step })
  }
  return { writers, readers, refused }
}

interface Effective {
  readonly kind: 'effective'
  /** What has taken effect: every answered writer, and the unknown ones that were observed. */
  readonly calls: ReadonlySet<RegisterCall>
  /** The maker of each observed value; absent for the initial one. */
  readonly makers: ReadonlyMap<string, RegisterCall>
  /** For each maker of unknown outcome, an operation that proves that it took effect. */
  readonly seenBy: ReadonlyMap<HistoryOperation, HistoryOperation>
}

function* effectiveWriters(cast: Cast, initial: string): Sliced<Effective | Decision> {
  const pace = new Pace()
  const calls = new Set<RegisterCall>()
  const makers = new Map<string, RegisterCall>()
  const seenBy = new Map<HistoryOperation, HistoryOperation>()
  const seen = new Set<string>()
  const queue: { readonly value: string; readonly by: RegisterCall }[] = []
  const observe = (value: string, by: RegisterCall): void => {
    if (seen.has(value)) return
    seen.add(value)
    queue.push({ value, by })
  }
  for (const [value, readers] of cast.readers) observe(value, readers[0] as RegisterCall)
  for (const writers of cast.writers.values()) {
    if (pace.step()) yield pace.steps
    for (const call of writers) {
      if (call.completed === Infinity) continue
      calls.add(call)
      if (call.step.kind === 'cas') observe(call.step.from, call)
    }
  }
  for (let next = queue.pop(); next !== undefined; next = queue.pop()) {
    if (pace.step()) yield pace.steps
    const writers = cast.writers.get(next.value) ?? []
    if (writers.length + (next.value === initial ? 1 : 0) > 1) return UNDECIDED
    const maker = writers[0]
    if (maker === undefined) {
      if (next.value === initial) continue
      return invalid([next.by.operation], seenBy)
    }
    makers.set(next.value, maker)
    if (maker.completed === Infinity) seenBy.set(maker.operation, next.by.operation)
    calls.add(maker)
    if (maker.step.kind === 'cas') observe(maker.step.from, maker)
  }
  return { kind: 'effective', calls, makers, seenBy }
}

interface Chained {
  readonly blocks: readonly Block[]
  /** Members that fit into no block, where there are any. */
  readonly stray?: readonly Member[]
}

/** The blocks, each with its members in the one order that their values allow. */
function* blocksOf(cast: Cast, effective: Effective, initial: string): Sliced<Chained> {
  const pace = new Pace()
  const successors = new Map<string, RegisterCall>()
  const roots: (RegisterCall | undefined)[] = [undefined]
  for (const call of effective.calls) {
    if (pace.step()) yield pace.steps
    if (call.step.kind !== 'cas') {
      roots.push(call)
      continue
    }
    const rival = successors.get(call.step.from)
    // Two replaced the same value, which was there once.
    if (rival !== undefined) return { blocks: [], stray: [member(rival, 0), member(call, 0)] }
    successors.set(call.step.from, call)
  }
  const blocks: Block[] = []
  for (const root of roots) {
    if (pace.step()) yield pace.steps
    const first = root?.step.kind === 'write' ? root.step.value : initial
    blocks.push(yield* blockFrom(root, first, cast, effective, successors))
  }
  if (successors.size === 0) return { blocks }
  // Left over: each replaced what another of them made, and none could be the first.
  return { blocks, stray: Array.from(successors.values(), (call) => member(call, 0)) }
}

/** The block that begins with `root`, or with the initial value. Uses up its successors. */
function* blockFrom(
  root: RegisterCall | undefined,
  first: string,
  cast: Cast,
  effective: Effective,
  successors: Map<string, RegisterCall>,
): Sliced<Block> {
  const pace = new Pace()
  const members: Member[] = [
    root === undefined ? { rank: 0, invoked: -1, completed: -1 } : member(root, 0),
  ]
  let maker = root
  let value = first
  for (let rank = 1; ; rank += 2) {
    if (pace.step()) yield pace.steps
    // A value that somebody observed belongs to its one maker; others of that value end here.
    if (effective.makers.get(value) !== maker) break
    for (const reader of cast.readers.get(value) ?? []) members.push(member(reader, rank))
    const successor = successors.get(value)
    if (successor === undefined || successor.step.kind !== 'cas') break
    successors.delete(value)
    members.push(member(successor, rank + 1))
    maker = successor
    value = successor.step.to
  }
  return { members }
}

function member(call: RegisterCall, rank: number): Member {
  const { operation, invoked, completed } = call
  return { rank, invoked, completed, operation }
}

/** With every operation of unknown outcome goes one that proves that it took effect. */
function invalid(
  members: readonly (Member | HistoryOperation)[],
  seenBy: ReadonlyMap<HistoryOperation, HistoryOperation>,
): Decision {
  const conflict = new Set<HistoryOperation>()
  for (const member of members) {
    let operation = 'rank' in member ? member.operation : member
    while (operation !== undefined && !conflict.has(operation)) {
      conflict.add(operation)
      operation = seenBy.get(operation)
    }
  }
  return { kind: 'invalid', conflict: [...conflict] }
}

function append<Key, Item>(lists: Map<Key, Item[]>, key: Key, item: Item): void {
  const list = lists.get(key)
  if (list === undefined) lists.set(key, [item])
  else list.push(item)
}
