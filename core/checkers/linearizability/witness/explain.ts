/**
 * From a violation to a witness: the operations that cannot be explained, as few as were found,
 * and one sentence that a person can check against them.
 */
import type { HistoryOperation } from '../../../history/operation.ts'
import type { Witness } from '../../checker.ts'
import { finish } from '../../property.ts'
import type { Sliced } from '../../property.ts'
import type { CheckOptions, Violation } from '../linearizability.ts'
import type { Model } from '../model.ts'
import { eventsOf } from '../../witness/events-of.ts'
import { shrink } from './shrink.ts'
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
import type { Tell, Telling } from './telling.ts'

/** Operations that a sentence lists by itself. */
const LISTED_MAX = 4

/** How many of the last answers are looked through for a pattern. */
const SIGHTS_MAX = 64

/** By model: who tells what is wrong, and what an object is called that has no key. */
const TELLERS: {
  readonly [model: string]: { readonly tell: Tell; readonly noun: string } | undefined
} = {
  'cas-register': { tell: tellRegister, noun: 'the register' },
  kv: { tell: tellRegister, noun: 'the register' },
  'kv-append': { tell: tellText, noun: 'the text' },
  set: { tell: tellSet, noun: 'the set' },
  queue: { tell: tellQueue, noun: 'the queue' },
  'unordered-queue': { tell: tellUnorderedQueue, noun: 'the queue' },
  stack: { tell: tellStack, noun: 'the stack' },
  counter: { tell: tellCounter, noun: 'the counter' },
  lock: { tell: tellLock, noun: 'the lock' },
  'owned-lock': { tell: (scene) => tellHolds(scene) ?? tellLock(scene), noun: 'the lock' },
  'append-list': { tell: tellList, noun: 'the list' },
  bank: { tell: tellBank, noun: 'the accounts' },
}

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
  const { object } = violation
  const { tell, noun } = TELLERS[model.name] ?? { tell: () => undefined, noun: 'it' }
  const name = object.key ?? noun
  const about = (core: readonly HistoryOperation[]): Telling | undefined =>
    tell({ object, core: lastFirst(core), initial: options.initial, name, teller })
  // A pattern that is told proves the violation by itself: nothing has to be shrunk for it.
  const atOnce = about(lastAnswers(violation))
  if (atOnce !== undefined) return { witness: witnessOf(atOnce), steps: 0 }
  const { operations: core, steps } = yield* shrink(violation, model, options)
  const told = about(core) ?? { sentence: tellAny(violation, core, teller), operations: core }
  return { witness: witnessOf(told), steps }
}

function lastFirst(operations: readonly HistoryOperation[]): readonly HistoryOperation[] {
  return [...operations].sort((a, b) => b.completedIndex - a.completedIndex)
}

function witnessOf({ sentence, operations }: Telling): Witness {
  return { sentence, events: eventsOf(operations) }
}

/** The operations that are in conflict, or were answered last when no order was left. */
function lastAnswers({ object, conflict, conclusive }: Violation): readonly HistoryOperation[] {
  if (conclusive) return conflict
  const crux = conflict[0] as HistoryOperation
  return object.operations
    .filter(
      ({ outcome, completedIndex }) => outcome === 'ok' && completedIndex <= crux.completedIndex,
    )
    .sort((a, b) => a.completedIndex - b.completedIndex)
    .slice(-SIGHTS_MAX)
}

function tellAny({ object }: Violation, core: readonly HistoryOperation[], teller: Teller): string {
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
