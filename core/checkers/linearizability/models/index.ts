/** Every sequential object that a history can be held against, in the order of lists. */
import type { Model } from '../model.ts'
import { appendList } from './append-list.ts'
import { bank } from './bank.ts'
import { counter } from './counter.ts'
import { kvAppend } from './kv-append.ts'
import { lock } from './lock.ts'
import { multiRegister } from './multi-register.ts'
import { ownedLock } from './owned-lock.ts'
import { casRegister, kv } from './register.ts'
import { queue, stack } from './sequence.ts'
import { set } from './set.ts'
import { unorderedQueue } from './unordered-queue.ts'

export const MODELS: readonly Model[] = [
  casRegister,
  kv,
  kvAppend,
  multiRegister,
  set,
  queue,
  unorderedQueue,
  stack,
  counter,
  lock,
  ownedLock,
  appendList,
  bank,
]

export function findModel(name: string): Model | undefined {
  return MODELS.find((model) => model.name === name)
}
