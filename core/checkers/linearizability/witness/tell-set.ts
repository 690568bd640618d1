/** Sentences for what goes wrong with sets, and with lists that are read as a whole. */
import type { HistoryOperation } from '../../../history/operation.ts'
import { canonicalText } from '../../../base/canonical-text.ts'
import { Pace } from '../../pace.ts'
import type { Sliced } from '../../property.ts'
import { byInput, ifFew, mayPrecede, ofValue, precedes, sameValue } from './telling.ts'
import type { ByValue, Scene, Telling } from './telling.ts'

/** A scene in which values are looked up, since a read may show as many as there are operations. */
interface Shown extends Scene {
  readonly asked: ByValue
  readonly pace: Pace
}

export function* tellSet(scene: Scene): Sliced<Telling | undefined> {
  const shown = { ...scene, asked: yield* byInput(scene), pace: new Pace() }
  for (const read of scene.core) {
    if (read.outcome !== 'ok') continue
    const lacks = yield* absentFrom(shown, read)
    const telling =
      (yield* tellPresent(shown, read)) ??
      (yield* tellAbsent(shown, read, lacks)) ??
      (yield* tellShrunk(shown, read, lacks))
    if (telling !== undefined) return telling
  }
  return undefined
}

export function* tellList(scene: Scene): Sliced<Telling | undefined> {
  const shown = { ...scene, asked: yield* byInput(scene), pace: new Pace() }
  for (const read of scene.core) {
    if (read.f !== 'read' || read.outcome !== 'ok') continue
    const lacks = yield* absentFrom(shown, read)
    const telling =
      (yield* tellPresent(shown, read)) ??
      (yield* tellAbsent(shown, read, lacks)) ??
      (yield* tellForked(shown, read)) ??
      (yield* tellShrunk(shown, read, lacks)) ??
      (yield* tellMisordered(shown, read))
    if (telling !== undefined) return telling
  }
  return undefined
}

/** The values that an operation says were there, before it did what it did. */
function presentIn({ f, input, output }: HistoryOperation): readonly unknown[] {
  if (f === 'read') return Array.isArray(output) ? output : []
  const tells = typeof output === 'boolean' && typeof input !== 'boolean'
  const present = f === 'add' ? output === false : output === true
  return (f === 'contains' || tells) && present ? [input] : []
}

/** Says of a value whether an operation tells that it was not there. */
type Lacks = (value: unknown) => boolean

function* absentFrom({ pace }: Shown, { f, input, output }: HistoryOperation): Sliced<Lacks> {
  if (f === 'read') {
    const there = new Set<string>()
    for (const value of Array.isArray(output) ? (output as readonly unknown[]) : []) {
      if (pace.step()) yield pace.steps
      there.add(canonicalText(value ?? null))
    }
    return (value) => !there.has(canonicalText(value ?? null))
  }
  const tells = typeof output === 'boolean' && (f === 'contains' || typeof input !== 'boolean')
  const absent = tells && (f === 'add' ? output : !output)
  return (value) => absent && sameValue(input, value)
}

function isAdd({ f }: HistoryOperation): boolean {
  return f === 'add' || f === 'append'
}

function saw({ name, teller }: Scene, one: HistoryOperation, values: string): string {
  return `${teller.who(one)} saw ${values} in ${name} ${teller.answered(one)}`
}

/** What of its own an operation did is not what it saw. */
function others({ asked }: Shown, one: HistoryOperation, value: unknown) {
  return ofValue(asked, value).filter((other) => other !== one)
}

/** A value that nobody can have put there, or that was there twice. */
function* tellPresent(scene: Shown, read: HistoryOperation): Sliced<Telling | undefined> {
  const { teller, initial, pace } = scene
  const before = new Set((Array.isArray(initial) ? initial : []).map(canonicalText))
  const seen = new Set<string>()
  for (const value of presentIn(read)) {
    if (pace.step()) yield pace.steps
    const text = canonicalText(value)
    const sight = (): string => saw(scene, read, teller.value(value))
    const adds = others(scene, read, value).filter(isAdd)
    const possible = adds.filter((add) => mayPrecede(add, read))
    if (seen.has(text) && possible.length < 2 && !before.has(text)) {
      return { sentence: `${sight()} twice`, operations: [...possible, read] }
    }
    seen.add(text)
    if (before.has(text)) continue
    if (possible.length === 0) {
      const [add] = adds
      if (add === undefined) {
        return { sentence: `${sight()}, but nobody ever added it`, operations: [read] }
      }
      const why = add.outcome === 'fail' ? 'had failed' : `was asked for only ${teller.asked(add)}`
      const by = `the add of it by ${teller.who(add)} ${why}`
      return { sentence: `${sight()}, but ${by}`, operations: [add, read] }
    }
    const gone = others(scene, read, value).find(
      (one) =>
        one.f === 'remove' && precedes(one, read) && possible.every((add) => precedes(add, one)),
    )
    if (gone !== undefined) {
      const since = `it had been removed ${teller.answered(gone)} and nobody added it after that`
      return {
        sentence: `${sight()}, but ${since}`,
        operations: [...ifFew(possible), gone, read],
      }
    }
  }
  return undefined
}

/** A value that was there for certain, and was not seen. */
function* tellAbsent(
  scene: Shown,
  read: HistoryOperation,
  lacks: Lacks,
): Sliced<Telling | undefined> {
  const { object, teller, name, pace } = scene
  for (const add of object.operations) {
    if (pace.step()) yield pace.steps
    if (!isAdd(add) || !precedes(add, read) || !lacks(add.input)) continue
    const removals = others(scene, read, add.input).filter(
      (one) => one.f === 'remove' && mayPrecede(one, read),
    )
    if (!removals.every((one) => precedes(one, add))) continue
    const value = teller.value(add.input)
    const what = `${teller.who(read)} did not find ${value} in ${name} ${teller.answered(read)}`
    const had = isAppend(add) ? 'appended' : 'added'
    const still = isAppend(add) ? '' : ' and nobody removed it'
    return {
      sentence: `${what}, but it had been ${had} ${teller.answered(add)}${still}`,
      operations: [...ifFew(removals), add, read],
    }
  }
  return undefined
}

function isAppend({ f }: HistoryOperation): boolean {
  return f === 'append'
}

/** A value that somebody saw before, and that nobody can have removed. */
function* tellShrunk(
  scene: Shown,
  read: HistoryOperation,
  lacks: Lacks,
): Sliced<Telling | undefined> {
  const { core, teller, name, pace } = scene
  for (const earlier of core) {
    if (earlier === read || !precedes(earlier, read)) continue
    for (const value of presentIn(earlier)) {
      if (pace.step()) yield pace.steps
      if (!lacks(value)) continue
      const gone = ofValue(scene.asked, value).some(
        (one) => one.f === 'remove' && mayPrecede(one, read),
      )
      if (gone) continue
      const text = teller.value(value)
      const what = `${teller.who(read)} did not find ${text} in ${name} ${teller.answered(read)}`
      return {
        sentence: `${what}, after ${saw(scene, earlier, 'it')}, and nobody removed it`,
        operations: [earlier, read],
      }
    }
  }
  return undefined
}

/** Two reads of a list of which none is the beginning of the other. */
function* tellForked(scene: Shown, read: HistoryOperation): Sliced<Telling | undefined> {
  const { pace } = scene
  const values = presentIn(read)
  for (const other of scene.core) {
    if (other === read || other.f !== 'read' || other.outcome !== 'ok') continue
    const rivals = presentIn(other)
    const length = Math.min(values.length, rivals.length)
    for (let place = 0; place < length; place++) {
      if (pace.step()) yield pace.steps
      if (sameValue(values[place], rivals[place])) continue
      const { teller } = scene
      const here = teller.value(values[place])
      const there = `${teller.who(other)} saw ${teller.value(rivals[place])} there`
      const sight = saw(scene, read, `${here} at place ${place + 1}`)
      return {
        sentence: `${sight}, but ${there} ${teller.answered(other)}`,
        operations: [other, read],
      }
    }
  }
  return undefined
}

/** Two values of a list in an order that time rules out. */
function* tellMisordered(scene: Shown, read: HistoryOperation): Sliced<Telling | undefined> {
  const { asked, teller, pace } = scene
  const values = presentIn(read)
  const appendOf = (value: unknown): HistoryOperation | undefined => {
    const appends = ofValue(asked, value).filter((one) => isAppend(one) && one.outcome !== 'fail')
    return appends.length === 1 ? appends[0] : undefined
  }
  let last: HistoryOperation | undefined
  for (const value of values) {
    if (pace.step()) yield pace.steps
    const append = appendOf(value)
    if (append === undefined) continue
    if (last !== undefined && precedes(append, last)) {
      const order = `${teller.value(last.input)} before ${teller.value(value)}`
      const had = `${teller.value(value)} had been appended ${teller.answered(append)}`
      const only = `${teller.value(last.input)} was asked for only ${teller.asked(last)}`
      return {
        sentence: `${saw(scene, read, order)}, but ${had}, and ${only}`,
        operations: [append, last, read],
      }
    }
    if (last === undefined || append.index > last.index) last = append
  }
  return undefined
}
