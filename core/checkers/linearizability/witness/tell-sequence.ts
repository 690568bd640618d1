/** Sentences for what goes wrong with queues and stacks. */
import type { HistoryOperation } from '../../../history/operation.ts'
import { canonicalText } from '../../../base/canonical-text.ts'
import { Pace } from '../../pace.ts'
import type { Sliced } from '../../property.ts'
import { filtered, found, grouped } from '../../sliced.ts'
import { byInput, mayPrecede, ofValue, precedes, sameValue } from './telling.ts'
import type { ByValue, Scene, Tell, Telling } from './telling.ts'

interface Words {
  readonly put: string
  readonly take: string
  readonly hasPut: string
  readonly taken: string
  readonly order: 'first' | 'last' | 'any'
}

export const tellQueue = tellSequence({
  put: 'enqueue',
  take: 'dequeue',
  hasPut: 'enqueued',
  taken: 'dequeued',
  order: 'first',
})

export const tellUnorderedQueue = tellSequence({
  put: 'enqueue',
  take: 'dequeue',
  hasPut: 'enqueued',
  taken: 'dequeued',
  order: 'any',
})

export const tellStack = tellSequence({
  put: 'push',
  take: 'pop',
  hasPut: 'pushed',
  taken: 'popped',
  order: 'last',
})

/** A scene in which values are looked up. */
interface Line extends Scene {
  readonly asked: ByValue
  /** By what was taken, answered takes alone. */
  readonly taken: ByValue
  readonly lives: readonly Life[]
}

function* lineOf(scene: Scene, words: Words): Sliced<Line> {
  const { take } = words
  const pace = new Pace()
  const takes = yield* filtered(scene.object.operations, ({ f }) => f === take, pace)
  const answered = yield* filtered(takes, ({ outcome }) => outcome === 'ok', pace)
  const unknown = yield* found(takes, ({ outcome }) => outcome === 'info', pace)
  const taken = yield* grouped(answered, ({ output }) => canonicalText(output ?? null), pace)
  const asked = yield* byInput(scene)
  const line = { ...scene, asked, taken, lives: [] }
  return { ...line, lives: yield* livesOf(line, words, unknown !== undefined) }
}

function tellSequence(words: Words): Tell {
  return function* (scene) {
    if (Array.isArray(scene.initial) && scene.initial.length > 0) return undefined
    const answered = scene.core.filter(({ f, outcome }) => f === words.take && outcome === 'ok')
    const line = yield* lineOf(scene, words)
    const pace = new Pace()
    for (const tell of [tellImpossible, tellTwice, tellOvertaken, tellEmpty]) {
      for (const take of answered) {
        if (pace.step(scene.core.length)) yield pace.steps
        const telling = tell(line, words, take)
        if (telling !== undefined) return telling
      }
    }
    return undefined
  }
}

function putsOf({ asked }: Line, { put }: Words, value: unknown): readonly HistoryOperation[] {
  return ofValue(asked, value).filter(({ f }) => f === put)
}

function took({ name, teller }: Scene, { taken }: Words, take: HistoryOperation): string {
  const value = teller.value(take.output)
  return `${teller.who(take)} ${taken} ${value} from ${name} ${teller.answered(take)}`
}

function tellImpossible(scene: Line, words: Words, take: HistoryOperation): Telling | undefined {
  if (take.output === null || take.output === undefined) return undefined
  const puts = putsOf(scene, words, take.output)
  if (puts.some((put) => mayPrecede(put, take))) return undefined
  const value = scene.teller.value(take.output)
  const later = puts.find(({ outcome }) => outcome !== 'fail')
  if (later !== undefined) {
    const { teller } = scene
    const by = `${teller.who(later)} asked to ${words.put} it only ${teller.asked(later)}`
    return { sentence: `${took(scene, words, take)}, but ${by}`, operations: [take, later] }
  }
  const failed = puts[0]
  const why =
    failed === undefined
      ? `nobody ever ${words.hasPut} ${value}`
      : `the only ${words.put} of it, by ${scene.teller.who(failed)}, had failed`
  return {
    sentence: `${took(scene, words, take)}, but ${why}`,
    operations: failed === undefined ? [take] : [take, failed],
  }
}

function tellTwice(scene: Line, words: Words, take: HistoryOperation): Telling | undefined {
  if (take.output === null || take.output === undefined) return undefined
  const puts = putsOf(scene, words, take.output).filter(({ outcome }) => outcome !== 'fail')
  const other = scene.core.find(
    (rival) => rival !== take && rival.f === words.take && sameValue(rival.output, take.output),
  )
  if (puts.length !== 1 || other === undefined || other.outcome !== 'ok') return undefined
  const both = `${took(scene, words, other)} and ${took(scene, words, take)}`
  return {
    sentence: `${both}, though it was ${words.hasPut} only once`,
    operations: [...puts, other, take],
  }
}

/** A value that was put once, and how it went: by an answered take, or not at all. */
interface Life {
  readonly put: HistoryOperation
  readonly take?: HistoryOperation
}

/** Lives of values that were put once, where no take of unknown outcome may have had a part. */
function* livesOf(line: Line, words: Words, unknown: boolean): Sliced<readonly Life[]> {
  const pace = new Pace()
  const lives: Life[] = []
  for (const one of line.core) {
    if (pace.step()) yield pace.steps
    if (one.f !== words.put) continue
    const puts = putsOf(line, words, one.input).filter(({ outcome }) => outcome !== 'fail')
    const takes = ofValue(line.taken, one.input)
    if (puts.length !== 1 || takes.length > 1) continue
    const [taken] = takes
    if (taken === undefined && unknown) continue
    lives.push(taken === undefined ? { put: one } : { put: one, take: taken })
  }
  return lives
}

function tellOvertaken(scene: Line, words: Words, take: HistoryOperation): Telling | undefined {
  if (words.order === 'any') return undefined
  const { lives } = scene
  const gone = lives.find((life) => life.take === take)
  if (gone === undefined) return undefined
  for (const still of lives) {
    if (still === gone || (still.take !== undefined && !precedes(take, still.take))) continue
    const first =
      words.order === 'first' ? precedes(still.put, gone.put) : precedes(gone.put, still.put)
    // On a stack, the value above must have been there before the take was asked.
    if (!first || (words.order === 'last' && !precedes(still.put, take))) continue
    const { teller } = scene
    const value = teller.value(still.put.input)
    const side = words.order === 'first' ? 'before it' : 'after it'
    const when = `${value} had been ${words.hasPut} ${side}, ${teller.answered(still.put)},`
    return {
      sentence: `${took(scene, words, take)}, but ${when} and ${left(scene, words, still)}`,
      operations: [gone.put, still.put, take, ...(still.take ? [still.take] : [])],
    }
  }
  return undefined
}

function left({ teller }: Scene, { taken }: Words, { take }: Life): string {
  return take === undefined
    ? `nobody ever ${taken} it`
    : `was ${taken} only after that, asked for ${teller.asked(take)}`
}

function tellEmpty(scene: Line, words: Words, take: HistoryOperation): Telling | undefined {
  if (take.output !== null && take.output !== undefined) return undefined
  const { name, teller } = scene
  const found = `${teller.who(take)} found ${name} empty ${teller.answered(take)}`
  for (const life of scene.lives) {
    if (!precedes(life.put, take) || (life.take !== undefined && !precedes(take, life.take)))
      continue
    const value = teller.value(life.put.input)
    const when = `${value} had been ${words.hasPut} ${teller.answered(life.put)}`
    return {
      sentence: `${found}, but ${when}, and ${left(scene, words, life)}`,
      operations: [life.put, take, ...(life.take ? [life.take] : [])],
    }
  }
  return undefined
}
