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
 * It works on columns, and goes through the calls again only for the few that it refuses.
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
import { assert } from '../../../base/assert.ts'
import type { HistoryOperation } from '../../../history/operation.ts'
import type { Sliced } from '../../property.ts'
import type { Calls } from '../calls.ts'
import type { Decision } from '../model.ts'
import type { RegisterStep } from '../models/register.ts'
import { Pace } from '../../pace.ts'
import { BlockScan } from './block-scan.ts'
import { findCrossingZones } from './blocks.ts'
import { CAS, INITIAL, NONE, READ, REFUSED, WRITE, registerColumns } from './register-columns.ts'
import type { RegisterColumns } from './register-columns.ts'

/** Calls, by place, that are in the way of any order. */
type Conflict = readonly number[]

const UNDECIDED: Decision = { kind: 'undecided' }

export function* decideRegister(calls: Calls<RegisterStep>, initial: string): Sliced<Decision> {
  const columns = yield* registerColumns(calls, initial)
  const makers = yield* makersOf(columns)
  if (yield* mayBeRefused(columns, makers)) return UNDECIDED
  const effects = yield* effectsOf(columns, makers)
  if (effects === 'undecided') return UNDECIDED
  const conflict = effects.impossible ?? (yield* findConflict(columns, makers, effects))
  if (conflict === undefined) return { kind: 'valid' }
  const places = withProofs(conflict, columns, effects)
  return { kind: 'invalid', conflict: yield* operationsAt(places, calls) }
}

/** Who may have made each value. */
interface Makers {
  /** The first of them, by value. */
  readonly first: Int32Array
  /** How many; more than two are told as two. */
  readonly count: Uint8Array
}

function* makersOf({ made, values }: RegisterColumns): Sliced<Makers> {
  const pace = new Pace()
  const first = new Int32Array(values).fill(NONE)
  const count = new Uint8Array(values)
  for (let call = 0; call < made.length; call++) {
    if (pace.step()) yield pace.steps
    const value = at(made, call)
    if (value === NONE) continue
    if (at(count, value) === 0) first[value] = call
    count[value] = Math.min(at(count, value) + 1, 2)
  }
  return { first, count }
}

/** Whether somebody did not find a value that was, or may have been, there. */
function* mayBeRefused({ kind, seen }: RegisterColumns, makers: Makers): Sliced<boolean> {
  const pace = new Pace()
  for (let call = 0; call < kind.length; call++) {
    if (pace.step()) yield pace.steps
    if (at(kind, call) !== REFUSED) continue
    const value = at(seen, call)
    if (value === INITIAL || at(makers.count, value) > 0) return true
  }
  return false
}

interface Effects {
  /** 1 for what has taken effect: every answered maker, and the unknown ones that were observed. */
  readonly effective: Uint8Array
  /** By value, a call that observed it: the proof that its maker took effect. */
  readonly proof: Int32Array
  /** Where a value was observed that nobody can have made. */
  readonly impossible?: Conflict
}

function* effectsOf(columns: RegisterColumns, makers: Makers): Sliced<Effects | 'undecided'> {
  const { kind, seen, completed, values } = columns
  const pace = new Pace()
  const effective = new Uint8Array(kind.length)
  const proof = new Int32Array(values).fill(NONE)
  const queue = new Int32Array(values)
  let queued = 0
  const observe = (value: number, by: number): void => {
    if (at(proof, value) !== NONE) return
    proof[value] = by
    queue[queued++] = value
  }
  // Reads first: of all proofs they are the easiest to follow.
  for (let call = 0; call < kind.length; call++) {
    if (pace.step()) yield pace.steps
    if (at(kind, call) === READ) observe(at(seen, call), call)
  }
  for (let call = 0; call < kind.length; call++) {
    if (pace.step()) yield pace.steps
    const answered = at(completed, call) < Infinity
    if (!answered || (at(kind, call) !== WRITE && at(kind, call) !== CAS)) continue
    effective[call] = 1
    if (at(kind, call) === CAS) observe(at(seen, call), call)
  }
  while (queued > 0) {
    if (pace.step()) yield pace.steps
    const value = at(queue, --queued)
    const sources = at(makers.count, value) + (value === INITIAL ? 1 : 0)
    if (sources > 1) return 'undecided'
    const maker = at(makers.first, value)
    if (maker === NONE) {
      if (value === INITIAL) continue
      return { effective, proof, impossible: [at(proof, value)] }
    }
    effective[maker] = 1
    if (at(kind, maker) === CAS) observe(at(seen, maker), maker)
  }
  return { effective, proof }
}

/** The calls that read each value, one value after the other. */
interface Readers {
  /** Where those of a value begin in `calls`; those of the next begin where they end. */
  readonly from: Int32Array
  readonly calls: Int32Array
}

function* readersOf({ kind, seen, values }: RegisterColumns): Sliced<Readers> {
  const pace = new Pace()
  const from = new Int32Array(values + 1)
  let reads = 0
  for (let call = 0; call < kind.length; call++) {
    if (pace.step()) yield pace.steps
    if (at(kind, call) !== READ) continue
    reads++
    from[at(seen, call) + 1] = at(from, at(seen, call) + 1) + 1
  }
  for (let value = 0; value < values; value++) {
    if (pace.step()) yield pace.steps
    from[value + 1] = at(from, value + 1) + at(from, value)
  }
  const next = from.slice()
  const calls = new Int32Array(reads)
  for (let call = 0; call < kind.length; call++) {
    if (pace.step()) yield pace.steps
    if (at(kind, call) !== READ) continue
    const value = at(seen, call)
    const place = at(next, value)
    calls[place] = call
    next[value] = place + 1
  }
  return { from, calls }
}

/** What contradicts the one order that the values allow within blocks, and between them. */
function* findConflict(
  columns: RegisterColumns,
  makers: Makers,
  effects: Effects,
): Sliced<Conflict | undefined> {
  const { kind, seen, made } = columns
  const pace = new Pace()
  /** By value, the cas that replaced it. */
  const successor = new Int32Array(columns.values).fill(NONE)
  const roots: number[] = [NONE]
  let replacing = 0
  for (let call = 0; call < kind.length; call++) {
    if (pace.step()) yield pace.steps
    if (at(effects.effective, call) === 0) continue
    if (at(kind, call) === WRITE) {
      roots.push(call)
      continue
    }
    const rival = at(successor, at(seen, call))
    // Two replaced the same value, which was there once.
    if (rival !== NONE) return [rival, call]
    successor[at(seen, call)] = call
    replacing++
  }
  const readers = yield* readersOf(columns)
  const scan = new BlockScan(columns, roots.length)
  for (const root of roots) {
    if (pace.step()) yield pace.steps
    scan.begin(root)
    let maker = root
    let value = root === NONE ? INITIAL : at(made, root)
    // A value that somebody observed belongs to its one maker; others of that value end here.
    while ((at(effects.proof, value) === NONE ? NONE : at(makers.first, value)) === maker) {
      if (pace.step()) yield pace.steps
      for (let place = at(readers.from, value); place < at(readers.from, value + 1); place++) {
        if (pace.step()) yield pace.steps
        scan.add(at(readers.calls, place))
      }
      scan.nextRank()
      maker = at(successor, value)
      if (maker === NONE) break
      successor[value] = NONE
      replacing--
      scan.add(maker)
      scan.nextRank()
      value = at(made, maker)
    }
    if (scan.inversion !== undefined) return scan.inversion
    scan.end()
  }
  // Left over: each replaced what another of them made, and none could be the first.
  if (replacing > 0) return Array.from(successor).filter((call) => call !== NONE)
  return scan.limitsOf(yield* findCrossingZones(scan.zones))
}

/** With every operation of unknown outcome goes one that proves that it took effect. */
function withProofs(
  conflict: Conflict,
  { made, completed }: RegisterColumns,
  { proof }: Effects,
): ReadonlySet<number> {
  const places = new Set<number>()
  for (const one of conflict) {
    let call = one
    while (call !== NONE && !places.has(call)) {
      places.add(call)
      const proven = at(made, call) !== NONE && at(completed, call) === Infinity
      call = proven ? at(proof, at(made, call)) : NONE
    }
  }
  return places
}

/** In the order of `places`. */
function* operationsAt(
  places: ReadonlySet<number>,
  calls: Calls<RegisterStep>,
): Sliced<readonly HistoryOperation[]> {
  const pace = new Pace()
  const found = new Map<number, HistoryOperation>()
  let place = 0
  for (const { operation } of calls) {
    if (pace.step()) yield pace.steps
    if (places.has(place)) found.set(place, operation)
    place++
  }
  return Array.from(places, (place) => {
    const operation = found.get(place)
    assert(operation !== undefined, 'every call has its operation')
    return operation
  })
}

function at(numbers: Int32Array | Float64Array | Uint8Array, place: number): number {
  return numbers[place] as number
}
