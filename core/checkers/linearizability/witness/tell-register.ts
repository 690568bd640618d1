/**
 * Sentences for what goes wrong with registers. Each looks for one pattern and tells it only if
 * the pattern by itself proves the violation; where none is there, it says nothing.
 */
import type { OperationList } from '../../../history/operation-list.ts'
import type { HistoryOperation } from '../../../history/operation.ts'
import { canonicalText } from '../../../base/canonical-text.ts'
import type { Sliced } from '../../property.ts'
import type { Teller } from '../../witness/teller.ts'
import { Pace } from '../../pace.ts'
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
  /** Of the values that they saw, by text. */
  readonly makings: ReadonlyMap<string, readonly Making[]>
  readonly failed: ReadonlyMap<string, Making>
  readonly teller: Teller
}

/** Holds only what has to do with the values that were seen, of an object however long. */
export function* tellRegister({
  object,
  core,
  initial,
  name,
  teller,
}: Scene<OperationList>): Sliced<Telling | undefined> {
  const sights = core
    .map(sightOf)
    .filter((sight) => sight !== undefined)
    .sort((a, b) => b.operation.completedIndex - a.operation.completedIndex)
  const made = yield* makingsOf(object.operations, initial, sights)
  const scene: RegisterScene = { register: name, sights, ...made, teller }
  const first = yield* firstTold(sights, (sight) => impossibleValue(scene, sight))
  if (first !== undefined || sights.length === 0) return first
  const newer = yield* newerMakings(object.operations, scene)
  const patterns: readonly ((sight: Sight) => Telling | undefined)[] = [
    (sight) => staleValue(scene, sight, newer.get(sight)),
    (sight) => newThenOld(scene, sight),
    (sight) => doubleSwap(scene, sight),
    (sight) => flipFlop(scene, sight),
  ]
  for (const pattern of patterns) {
    const telling = yield* firstTold(sights, pattern)
    if (telling !== undefined) return telling
  }
  return undefined
}

/** Each sight is a slice: it may look at as many makings as there are operations. */
function* firstTold(
  sights: readonly Sight[],
  tell: (sight: Sight) => Telling | undefined,
): Sliced<Telling | undefined> {
  for (const [place, sight] of sights.entries()) {
    yield place
    const telling = tell(sight)
    if (telling !== undefined) return telling
  }
  return undefined
}

function* makingsOf(
  operations: OperationList,
  initial: unknown,
  sights: readonly Sight[],
): Sliced<Pick<RegisterScene, 'makings' | 'failed'>> {
  const pace = new Pace()
  const text = canonicalText(initial ?? null)
  const makings = new Map<string, Making[]>(sights.map((sight) => [sight.text, []]))
  makings.get(text)?.push({ value: initial, text, invoked: -1, completed: -1 })
  const failed = new Map<string, Making>()
  for (const operation of operations) {
    if (pace.step()) yield pace.steps
    const making = makingOf(operation)
    const known = making && makings.get(making.text)
    if (making === undefined || known === undefined) continue
    if (operation.outcome !== 'fail') known.push(making)
    else if (!failed.has(making.text)) failed.set(making.text, making)
  }
  return { makings, failed }
}

/**
 * For each sight the last acknowledged making of another value, after every making of its own and
 * before it was seen.
 */
function* newerMakings(
  operations: OperationList,
  scene: RegisterScene,
): Sliced<ReadonlyMap<Sight, Making>> {
  const pace = new Pace()
  const limits = scene.sights.map((sight) => ({ sight, lastMade: lastMade(scene, sight) }))
  const newer = new Map<Sight, Making>()
  for (const operation of operations) {
    if (pace.step()) yield pace.steps
    if (operation.outcome !== 'ok') continue
    const { index, completedIndex } = operation
    let making: Making | undefined
    for (const { sight, lastMade } of limits) {
      if (index < lastMade || completedIndex >= sight.operation.index) continue
      making ??= makingOf(operation)
      if (making === undefined) break
      if (making.text === sight.text) continue
      const known = newer.get(sight)
      if (known === undefined || completedIndex > known.completed) newer.set(sight, making)
    }
  }
  return newer
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
  const known = makings.get(sight.text) ?? []
  return known.filter((making) => mayExplain(making, sight))
}

function mayExplain({ operation, invoked }: Making, { operation: seen }: Sight): boolean {
  return invoked < seen.completedIndex && operation?.index !== seen.index
}

/** When the last making of the value that was seen was acknowledged. */
function lastMade({ makings }: RegisterScene, sight: Sight): number {
  let last = -Infinity
  for (const making of makings.get(sight.text) ?? []) {
    if (making.completed > last && mayExplain(making, sight)) last = making.completed
  }
  return last
}

function saw({ register, teller }: RegisterScene, { operation, value }: Sight): string {
  const who = teller.who(operation)
  const when = teller.answered(operation)
  if (isRead(operation)) return `${who} read ${teller.value(value)} from ${register} ${when}`
  const to = teller.value((operation.input as readonly unknown[])[1])
  return `${who} changed ${register} from ${teller.value(value)} to ${to} ${when}`
}

function impossibleValue(scene: RegisterScene, sight: Sight): Telling | undefined {
  const makings = scene.makings.get(sight.text) ?? []
  if (makings.some((making) => mayExplain(making, sight))) return undefined
  const { teller } = scene
  const value = teller.value(sight.value)
  const sight0 = saw(scene, sight)
  const later = makings.find(
    ({ operation }) => operation?.index !== sight.operation.index,
  )?.operation
  if (later !== undefined) {
    const by = `${teller.who(later)} asked to write ${value} only ${teller.asked(later)}`
    return { sentence: `${sight0}, but ${by}`, operations: [sight.operation, later] }
  }
  const failed = scene.failed.get(sight.text)?.operation
  if (failed !== undefined) {
    const by = `the only write of ${value}, by ${teller.who(failed)}, had failed`
    return { sentence: `${sight0}, but ${by}`, operations: [sight.operation, failed] }
  }
  const isNothing = sight.value === null || sight.value === undefined
  const never = isNothing ? 'it held a value from the start' : `nobody ever wrote ${value}`
  return { sentence: `${sight0}, but ${never}`, operations: [sight.operation] }
}

/** `newer` was acknowledged after every making of this value, and before it was seen. */
function staleValue(
  scene: RegisterScene,
  sight: Sight,
  newer: Making | undefined,
): Telling | undefined {
  if (newer?.operation === undefined) return undefined
  const { teller } = scene
  const acknowledged =
    `${teller.value(newer.value)} had been acknowledged ` + teller.answered(newer.operation)
  const since = again(scene, sight)
  return {
    sentence: `${saw(scene, sight)}, but ${acknowledged} and ${since} after it`,
    operations: withMakers([newer.operation, sight.operation], makersOf(scene, sight)),
  }
}

/** Another value was seen after every making of this one, and before it was seen. */
function newThenOld(scene: RegisterScene, sight: Sight): Telling | undefined {
  const made = lastMade(scene, sight)
  const newer = scene.sights.find(
    ({ text, operation }) =>
      text !== sight.text &&
      operation.index > made &&
      operation.completedIndex < sight.operation.index,
  )
  if (newer === undefined) return undefined
  const since = again(scene, sight)
  return {
    sentence: `${saw(scene, sight)}, after ${saw(scene, newer)}, and ${since} in between`,
    operations: withMakers(
      [newer.operation, sight.operation],
      [...makersOf(scene, sight), ...makersOf(scene, newer)],
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
  if (made.length > 4) return operations
  const all = [...operations, ...made]
  return [...new Map(all.map((operation) => [operation.index, operation])).values()]
}
