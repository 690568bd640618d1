/** Sentences for what goes wrong with texts that are put and appended to. */
import type { HistoryOperation } from '../../../history/operation.ts'
import { Pace } from '../../pace.ts'
import type { Sliced } from '../../property.ts'
import { filtered, found } from '../../sliced.ts'
import { ifFew, mayPrecede, precedes } from './telling.ts'
import type { Scene, Telling } from './telling.ts'

export function* tellText(scene: Scene): Sliced<Telling | undefined> {
  for (const get of scene.core) {
    if (get.f !== 'get' || get.outcome !== 'ok') continue
    const telling =
      (yield* tellForeignEnd(scene, get)) ??
      (yield* tellMissing(scene, get)) ??
      (yield* tellShrunk(scene, get))
    if (telling !== undefined) return telling
  }
  return undefined
}

function textOf(get: HistoryOperation): string {
  return (get.output ?? '') as string
}

function saw({ name, teller }: Scene, get: HistoryOperation): string {
  return `${teller.who(get)} got ${teller.value(textOf(get))} from ${name} ${teller.answered(get)}`
}

/** The last write is always the end of a text. */
function* tellForeignEnd(scene: Scene, get: HistoryOperation): Sliced<Telling | undefined> {
  const text = textOf(get)
  if (text === (scene.initial ?? '')) return undefined
  const { operations } = scene.object
  const end = yield* found(
    operations,
    (one) =>
      one.f !== 'get' &&
      mayPrecede(one, get) &&
      (one.input === '' ? one.f === 'append' : text.endsWith(one.input as string)),
  )
  if (end !== undefined) return undefined
  return {
    sentence: `${saw(scene, get)}, but nothing that anybody had asked to write by then ends so`,
    operations: [get],
  }
}

/** Whether a put may have replaced what stood there from `from` until `to` was answered. */
function* isReplaced(
  { object }: Scene,
  from: HistoryOperation,
  to: HistoryOperation,
): Sliced<boolean> {
  const put = yield* found(
    object.operations,
    (one) => one !== from && one.f === 'put' && mayPrecede(one, to) && !precedes(one, from),
  )
  return put !== undefined
}

/** Puts that were over before: that they were is part of the story. */
function* putsBefore(
  { object }: Scene,
  limit: HistoryOperation,
): Sliced<readonly HistoryOperation[]> {
  const before = (one: HistoryOperation): boolean => one.f === 'put' && precedes(one, limit)
  return ifFew(yield* filtered(object.operations, before))
}

/** A text that was written for certain, was not replaced, and is not there. */
function* tellMissing(scene: Scene, get: HistoryOperation): Sliced<Telling | undefined> {
  const pace = new Pace()
  const { object, teller } = scene
  const text = textOf(get)
  for (const write of object.operations) {
    if (pace.step()) yield pace.steps
    if (write.f === 'get' || !precedes(write, get) || text.includes(write.input as string)) continue
    if (yield* isReplaced(scene, write, get)) continue
    const had = write.f === 'put' ? 'put there' : 'appended'
    const what = `${teller.value(write.input)} had been ${had} ${teller.answered(write)}`
    return {
      sentence: `${saw(scene, get)}, but ${what} and nothing replaced it`,
      operations: [...(yield* putsBefore(scene, write)), write, get],
    }
  }
  return undefined
}

/** Without a put, a text only grows. */
function* tellShrunk(scene: Scene, get: HistoryOperation): Sliced<Telling | undefined> {
  const { core, teller } = scene
  const text = textOf(get)
  for (const earlier of core) {
    if (earlier.f !== 'get' || !precedes(earlier, get)) continue
    if (text.startsWith(textOf(earlier)) || (yield* isReplaced(scene, earlier, get))) continue
    const had = `${teller.who(earlier)} had got ${teller.value(textOf(earlier))}`
    return {
      sentence: `${saw(scene, get)}, but ${had} ${teller.answered(earlier)} and nothing replaced it`,
      operations: [...(yield* putsBefore(scene, earlier)), earlier, get],
    }
  }
  return undefined
}
