/**
 * From a violation to a witness: the operations that cannot be explained, as few as were found,
 * and one sentence that a person can check against them.
 */
import type { HistoryEvent, HistoryOperation } from '../../../history/operation.ts'
import type { Witness } from '../../checker.ts'
import { listed } from '../../listed.ts'
import { finish } from '../../property.ts'
import type { Sliced } from '../../property.ts'
import type { CheckOptions, Violation } from '../linearizability.ts'
import type { Model } from '../model.ts'
import { atOnce, Pace } from '../../pace.ts'
import { forEach, sorted } from '../../sliced.ts'
import { eventsOf } from '../../witness/events-of.ts'
import { shrink } from './shrink.ts'
import type { HeldViolation } from './shrink.ts'
import { Teller } from '../../witness/teller.ts'
import type { TellerOptions } from '../../witness/teller.ts'
import { tellBank } from './tell-bank.ts'
import { tellCounter } from './tell-counter.ts'
import { tellHolds } from './tell-holds.ts'
import { tellLock } from './tell-lock.ts'
import { tellRegister } from './tell-register.ts'
import { tellQueue, tellStack, tellUnorderedQueue } from './tell-sequence.ts'
import { tellList, tellSet } from './tell-set.ts'
import { tellText } from './tell-text.ts'
import type { Scene, Tell, Telling } from './telling.ts'

/** Operations that a sentence lists by itself. */
const LISTED_MAX = 4

/** How many of the last answers are looked through for a pattern. */
const SIGHTS_MAX = 64

/** By model: who tells what is wrong, and what an object is called that has no key. */
const TELLERS: {
  readonly [model: string]: { readonly tell: Tell; readonly noun: string } | undefined
} = {
  'kv-append': { tell: tellText, noun: 'the text' },
  set: { tell: tellSet, noun: 'the set' },
  queue: { tell: tellQueue, noun: 'the queue' },
  'unordered-queue': { tell: tellUnorderedQueue, noun: 'the queue' },
  stack: { tell: tellStack, noun: 'the stack' },
  counter: { tell: tellCounter, noun: 'the counter' },
  lock: { tell: tellLock, noun: 'the lock' },
  'owned-lock': { tell: tellOwnedLock, noun: 'the lock' },
  'append-list': { tell: tellList, noun: 'the list' },
  bank: { tell: tellBank, noun: 'the accounts' },
}

/** Registers are told without making objects of all their operations. */
const REGISTERS: readonly string[] = ['cas-register', 'kv']

export interface Explanation {
  readonly witness: Witness
  readonly steps: number
}

/** `explaining`, all at once. */
export function explain(
  violation: Violation,
  model: Model,
  options: CheckOptions,
  telling: TellerOptions,
): Explanation {
  return finish(explaining(violation, model, options, telling))
}

export function* explaining(
  violation: Violation,
  model: Model,
  options: CheckOptions,
  telling: TellerOptions,
): Sliced<Explanation> {
  const teller = new Teller(telling)
  const isRegister = REGISTERS.includes(model.name)
  const { tell, noun } = TELLERS[model.name] ?? { tell: () => atOnce(undefined), noun: 'it' }
  const name = violation.object.key ?? (isRegister ? 'the register' : noun)
  const common = { initial: options.initial, name, teller }
  // A pattern that is told proves the violation by itself: nothing has to be shrunk for it.
  if (isRegister) {
    const core = yield* lastFirst(yield* lastAnswers(violation))
    const proof = yield* tellRegister({ ...common, object: violation.object, core })
    if (proof !== undefined) return { witness: yield* witnessOf(proof), steps: 0 }
  }
  const held = yield* holding(violation)
  const { object } = held
  if (!isRegister) {
    const core = yield* lastFirst(yield* lastAnswers(held))
    const proof = yield* tell({ ...common, object, core })
    if (proof !== undefined) return { witness: yield* witnessOf(proof), steps: 0 }
  }
  const { operations: core, steps } = yield* shrink(held, model, options)
  const scene = { ...common, object, core: yield* lastFirst(core) }
  const told = yield* isRegister ? tellRegister(scene) : tell(scene)
  const last = told ?? { sentence: tellAny(held, core, teller), operations: core }
  return { witness: yield* witnessOf(last), steps }
}

function* tellOwnedLock(scene: Scene): Sliced<Telling | undefined> {
  return (yield* tellHolds(scene)) ?? (yield* tellLock(scene))
}

/** The same with all its operations as objects, each of them once. */
function* holding({ object, conflict, conclusive }: Violation): Sliced<HeldViolation> {
  const operations = yield* listed(object.operations)
  const wanted = new Set(conflict.map(({ index }) => index))
  const pace = new Pace()
  const found = new Map<number, HistoryOperation>()
  for (const operation of operations) {
    if (pace.step()) yield pace.steps
    if (wanted.has(operation.index)) found.set(operation.index, operation)
  }
  const same = conflict.map((one) => found.get(one.index) ?? one)
  return { object: { ...object, operations }, conflict: same, conclusive }
}

function lastFirst(operations: readonly HistoryOperation[]): Sliced<readonly HistoryOperation[]> {
  return sorted(operations, ({ completedIndex }) => -completedIndex)
}

/** What could not be shrunk may be as long as the history. */
function* witnessOf({ sentence, operations }: Telling): Sliced<Witness> {
  const events: HistoryEvent[] = []
  yield* forEach(operations, (operation) => events.push(...eventsOf([operation])))
  return { sentence, events: yield* sorted(events, ({ index }) => index) }
}

/** The operations that are in conflict, or were answered last when no order was left. */
function* lastAnswers({
  object,
  conflict,
  conclusive,
}: Violation): Sliced<readonly HistoryOperation[]> {
  if (conclusive) return conflict
  const crux = conflict[0] as HistoryOperation
  const pace = new Pace()
  /** The last of those so far, in the order of their answers. */
  const last: HistoryOperation[] = []
  for (const operation of object.operations) {
    if (pace.step()) yield pace.steps
    const { outcome, completedIndex } = operation
    if (outcome !== 'ok' || completedIndex > crux.completedIndex) continue
    const before = last.findLastIndex((other) => other.completedIndex < completedIndex)
    last.splice(before + 1, 0, operation)
    if (last.length > SIGHTS_MAX) last.shift()
  }
  return last
}

function tellAny(
  { object }: HeldViolation,
  core: readonly HistoryOperation[],
  teller: Teller,
): string {
  const on = object.key === undefined ? '' : ` on ${object.key}`
  if (core.length === 1) {
    return `No order of the operations${on} explains this one: ${teller.operation(first(core))}`
  }
  const listed = core.slice(-LISTED_MAX).map((operation) => teller.operation(operation))
  const more = core.length > LISTED_MAX ? ` (the last ${LISTED_MAX} of them)` : ''
  return `No order explains these ${core.length} operations${on}${more}: ${listed.join('; ')}`
}

function first(operations: readonly HistoryOperation[]): HistoryOperation {
  return operations[0] as HistoryOperation
}
