/**
 * Sentences for what goes wrong with registers. Each looks for one pattern and tells it only if
 * the pattern by itself proves the violation; where none is there, it says nothing.
 */
import type { HistoryOperation } from '../../../history/operation.ts'
import { canonicalText } from '../../../base/canonical-text.ts'
import type { Teller } from '../../witness/teller.ts'
import type { Scene, Telling } from './telling.ts'

/** An operation that saw a value: a read, or a compare-and-set that was done. */
interface Sight {
  readonly operation: HistoryOperation
  readonly value: unknown
  readonly text: string
}

/** An operation that made a value, or may have. */
interface Making {
  readonly operation?: HistoryOperation
  readonly value: unknown
  readonly text: string
  readonly invoked: number
  /** `Infinity` where nobody knows that it happened. */
  readonly completed: number
}

interface RegisterScene {
  readonly register: string
  /** Of the operations that cannot be explained; the last answer first. */
  readonly sights: readonly Sight[]
  readonly makings: readonly Making[]
  readonly failed: readonly Making[]
  readonly teller: Teller
}

export function tellRegister({ object, core, initial, name, teller }: Scene): Telling | undefined {
  const makings: Making[] = [
    { value: initial, text: canonicalText(initial ?? null), invoked: -1, completed: -1 },
  ]
  const failed: Making[] = []
  for (const operation of object.operations) {
    const making = makingOf(operation)
    if (making !== undefined) (operation.outcome === 'fail' ? failed : makings).push(making)
  }
  const sights = core
    .map(sightOf)
    .filter((sight) => sight !== undefined)
    .sort((a, b) => b.operation.completedIndex - a.operation.completedIndex)
  const scene: RegisterScene = { register: name, sights, makings, failed, teller }
  for (const tell of [impossibleValue, staleValue, newThenOld, doubleSwap, flipFlop]) {
    for (const sight of sights) {
      const telling = tell(scene, sight)
      if (telling !== undefined) return telling
    }
  }
  return undefined
}

function isRead({ f }: HistoryOperation): boolean {
  return f === 'read' || f === 'get'
}

function sightOf(operation: HistoryOperation): Sight | undefined {
  if (operation.outcome !== 'ok') return undefined
  let value: unknown
  if (isRead(operation)) value = operation.output ?? null
  else if (operation.f === 'cas' && operation.output !== false) {
    value = (operation.input as readonly unknown[])[0]
  } else return undefined
  return { operation, value, text: canonicalText(value) }
}

function makingOf(operation: HistoryOperation): Making | undefined {
  const { f, input, output, outcome, index, completedIndex } = operation
  let value: unknown
  if (f === 'write' || f === 'put') value = input ?? null
  else if (f === 'cas' && output !== false && Array.isArray(input)) value = input[1]
  else return undefined
  const completed = outcome === 'ok' ? completedIndex : Infinity
  return { operation, value, text: canonicalText(value), invoked: index, completed }
}

/** What may have made the value that was seen: begun before the answer, and not by itself. */
function makersOf({ makings }: RegisterScene, sight: Sight): readonly Making[] {
  return makings.filter(
    ({ operation, text, invoked }) =>
      text === sight.text &&
      invoked < sight.operation.completedIndex &&
      (operation === undefined || operation !== sight.operation),
  )
}

function saw({ register, teller }: RegisterScene, { operation, value }: Sight): string {
  const who = teller.who(operation)
  const when = teller.answered(operation)
  if (isRead(operation)) return `${who} read ${teller.value(value)} from ${register} ${when}`
  const to = teller.value((operation.input as readonly unknown[])[1])
  return `${who} changed ${register} from ${teller.value(value)} to ${to} ${when}`
}

function impossibleValue(scene: RegisterScene, sight: Sight): Telling | undefined {
  if (makersOf(scene, sight).length > 0) return undefined
  const { teller } = scene
  const value = teller.value(sight.value)
  const sight0 = saw(scene, sight)
  const later = scene.makings.find(
    ({ text, operation }) => text === sight.text && operation !== sight.operation,
  )?.operation
  if (later !== undefined) {
    const by = `${teller.who(later)} asked to write ${value} only ${teller.asked(later)}`
    return { sentence: `${sight0}, but ${by}`, operations: [sight.operation, later] }
  }
  const failed = scene.failed.find(({ text }) => text === sight.text)?.operation
  if (failed !== undefined) {
    const by = `the only write of ${value}, by ${teller.who(failed)}, had failed`
    return { sentence: `${sight0}, but ${by}`, operations: [sight.operation, failed] }
  }
  return { sentence: `${sight0}, but nobody ever wrote ${value}`, operations: [sight.operation] }
}

/** Another value was acknowledged after every making of this one, and before it was seen. */
function staleValue(scene: RegisterScene, sight: Sight): Telling | undefined {
  const makers = makersOf(scene, sight)
  const lastMade = Math.max(...makers.map(({ completed }) => completed))
  let newer: Making | undefined
  for (const making of scene.makings) {
    if (making.text === sight.text || making.operation === undefined) continue
    if (making.invoked < lastMade || making.completed >= sight.operation.index) continue
    if (newer === undefined || making.completed > newer.completed) newer = making
  }
  if (newer?.operation === undefined) return undefined
  const { teller } = scene
  const acknowledged =
    `${teller.value(newer.value)} had been acknowledged ` + teller.answered(newer.operation)
  const since = again(scene, sight)
  return {
    sentence: `${saw(scene, sight)}, but ${acknowledged} and ${since} after it`,
    operations: withMakers([newer.operation, sight.operation], makers),
  }
}

/** Another value was seen after every making of this one, and before it was seen. */
function newThenOld(scene: RegisterScene, sight: Sight): Telling | undefined {
  const makers = makersOf(scene, sight)
  const lastMade = Math.max(...makers.map(({ completed }) => completed))
  const newer = scene.sights.find(
    ({ text, operation }) =>
      text !== sight.text &&
      operation.index > lastMade &&
      operation.completedIndex < sight.operation.index,
  )
  if (newer === undefined) return undefined
  const since = again(scene, sight)
  return {
    sentence: `${saw(scene, sight)}, after ${saw(scene, newer)}, and ${since} in between`,
    operations: withMakers(
      [newer.operation, sight.operation],
      [...makers, ...makersOf(scene, newer)],
    ),
  }
}

/** A value that was made once was replaced twice. */
function doubleSwap(scene: RegisterScene, sight: Sight): Telling | undefined {
  const makers = makersOf(scene, sight)
  const isSwap = ({ operation }: Sight): boolean =>
    operation.f === 'cas' &&
    canonicalText((operation.input as readonly unknown[])[1]) !== sight.text
  if (makers.length !== 1 || !isSwap(sight)) return undefined
  const other = scene.sights.find(
    (rival) => rival !== sight && rival.text === sight.text && isSwap(rival),
  )
  if (other === undefined || makersOf(scene, other).length !== 1) return undefined
  const value = scene.teller.value(sight.value)
  const both = `${saw(scene, other)} and ${saw(scene, sight)}`
  const once = makers[0]?.operation === undefined ? 'was there only once' : 'was written only once'
  return {
    sentence: `${both}, though ${value} ${once}: one of them should have failed`,
    operations: withMakers([other.operation, sight.operation], makers),
  }
}

/** A value that was made once was seen, then another one, then the first again. */
function flipFlop(scene: RegisterScene, sight: Sight): Telling | undefined {
  const makers = makersOf(scene, sight)
  if (makers.length !== 1) return undefined
  for (const between of scene.sights) {
    if (between.text === sight.text) continue
    if (between.operation.completedIndex >= sight.operation.index) continue
    const first = scene.sights.find(
      ({ text, operation }) =>
        text === sight.text && operation.completedIndex < between.operation.index,
    )
    if (first === undefined) continue
    const value = scene.teller.value(sight.value)
    const seen = [first, between, sight].map((one) => saw(scene, one))
    return {
      sentence: `${seen[0]}, then ${seen[1]}, then ${seen[2]}, though ${value} was written once`,
      operations: withMakers([first.operation, between.operation, sight.operation], makers),
    }
  }
  return undefined
}

function again({ teller }: RegisterScene, { value }: Sight): string {
  if (value === null || value === undefined) return 'nothing removed it'
  return `nothing wrote ${teller.value(value)}`
}

/** Few makers belong to the story; many would only hide it. */
function withMakers(
  operations: readonly HistoryOperation[],
  makers: readonly Making[],
): readonly HistoryOperation[] {
  const made = makers.map(({ operation }) => operation).filter((made) => made !== undefined)
  return made.length > 4 ? operations : [...new Set([...operations, ...made])]
}
