/** Each model with the histories that it is tried on, and its definition. */
import { Prng } from '../../../../core/base/prng.ts'
import type { HistoryOperation } from '../../../../core/history/operation.ts'
import type { CheckOptions } from '../../../../core/checkers/linearizability/linearizability.ts'
import * as brute from './brute-force.ts'
import * as random from './random-history.ts'

export interface Case {
  readonly name: string
  readonly model: string
  readonly object: random.RandomObject
  readonly brute: brute.BruteModel
  readonly options?: CheckOptions
}

export const CASES: readonly Case[] = [
  {
    name: 'register',
    model: 'cas-register',
    object: random.randomRegister,
    brute: brute.bruteRegister,
  },
  {
    name: 'register whose failed cas is an answer',
    model: 'cas-register',
    object: random.randomTellingRegister,
    brute: brute.bruteRegister,
  },
  {
    name: 'register of unique values',
    model: 'kv',
    object: random.randomUniqueRegister,
    brute: brute.bruteRegister,
  },
  { name: 'append', model: 'kv-append', object: random.randomAppend, brute: brute.bruteAppend },
  {
    name: 'append of unique texts',
    model: 'kv-append',
    object: random.randomUniqueAppend,
    brute: brute.bruteAppend,
  },
  { name: 'set', model: 'set', object: random.randomSet, brute: brute.bruteSet },
  {
    name: 'set that tells of single values',
    model: 'set',
    object: random.randomTellingSet,
    brute: brute.bruteSet,
  },
  {
    name: 'set of all sorts',
    model: 'set',
    object: random.randomMixedSet,
    brute: brute.bruteSet,
  },
  {
    name: 'set that only grows',
    model: 'set',
    object: random.randomGrowingSet,
    brute: brute.bruteSet,
  },
  { name: 'queue', model: 'queue', object: random.randomQueue, brute: brute.bruteQueue },
  {
    name: 'queue of unique values',
    model: 'queue',
    object: random.randomUniqueQueue,
    brute: brute.bruteQueue,
  },
  {
    name: 'queue in no order',
    model: 'unordered-queue',
    object: random.randomUnorderedQueue,
    brute: brute.bruteUnorderedQueue,
  },
  {
    name: 'queue in no order, of unique values',
    model: 'unordered-queue',
    object: random.randomUniqueUnorderedQueue,
    brute: brute.bruteUnorderedQueue,
  },
  {
    name: 'registers together',
    model: 'multi-register',
    object: random.randomMultiRegister,
    brute: brute.bruteMultiRegister,
  },
  { name: 'stack', model: 'stack', object: random.randomStack, brute: brute.bruteStack },
  {
    name: 'stack of unique values',
    model: 'stack',
    object: random.randomUniqueStack,
    brute: brute.bruteStack,
  },
  { name: 'counter', model: 'counter', object: random.randomCounter, brute: brute.bruteCounter },
  {
    name: 'list',
    model: 'append-list',
    object: random.randomRepeatedList,
    brute: brute.bruteList,
  },
  {
    name: 'list of unique values',
    model: 'append-list',
    object: random.randomUniqueList,
    brute: brute.bruteList,
  },
  {
    name: 'lock with a holder',
    model: 'owned-lock',
    object: random.randomLock,
    brute: brute.bruteOwnedLock,
  },
  { name: 'lock', model: 'lock', object: random.randomLock, brute: brute.bruteLock },
  {
    name: 'bank',
    model: 'bank',
    object: random.randomBank,
    brute: brute.bruteBank,
    options: { initial: { a: 2, b: 2 } },
  },
]

export function historyOf({ object }: Case, seed: string): readonly HistoryOperation[] {
  const prng = new Prng(seed)
  const shape = {
    operations: prng.integer(2, 7),
    processes: prng.integer(2, 4),
    unknown: prng.pick([0, 15, 40]),
    failed: prng.pick([0, 20]),
    bent: prng.pick([0, 15, 30]),
  }
  return random.paired(random.randomHistory(prng, object, shape))
}
