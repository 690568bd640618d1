/**
 * What came before what by session and by sight: the causality that the properties of this folder
 * take for granted, and the patterns that break causal consistency in its weakest sense.
 */
import type { Sliced } from '../property.ts'
import type { Access } from './accesses.ts'
import { KeyWrites } from './key-writes.ts'
import { Pace } from '../pace.ts'
import { Precedence, type Edge } from './precedence.ts'
import type { Answer, Question } from './register-property.ts'
import { accessesOf, witnessOf } from './tell-accesses.ts'

export class Causality {
  readonly order: Precedence
  readonly writes: KeyWrites

  constructor(order: Precedence, writes: KeyWrites) {
    this.order = order
    this.writes = writes
  }

  /** The last writes of the read's key, one a session, in its past and not what it saw. */
  *past(read: Access): Generator<Access> {
    const count = (session: number) => this.order.past(read, session)
    for (const write of this.writes.latest(read.key, count)) {
      if (write !== read.source) yield write
    }
  }

  /** Writes in the past of a read must come before the write that it saw. */
  *hidden(read: Access): Generator<Edge> {
    const { source } = read
    if (source === undefined) return
    for (const from of this.past(read)) yield { from, to: source, reason: 'newer', shownBy: read }
  }
}

/** Causality, or the circle that it runs in. */
export function* causalOrder(question: Question): Sliced<Causality | Answer> {
  const { history, teller, spend } = question
  const order = yield* Precedence.of(history)
  const cycle = yield* order.settle()
  if (spend(history.accesses.length)) return undefined
  if (cycle === undefined) return new Causality(order, yield* KeyWrites.of(history))
  const sentence = `Causality runs in a circle: ${teller.chain(cycle)}`
  return { type: 'cyclic-co', witness: witnessOf(sentence, accessesOf(cycle)) }
}

/** A read that saw what another write of its past had replaced. */
export function* findCausalBreak(
  { history, teller }: Question,
  causality: Causality,
): Sliced<Answer> {
  const pace = new Pace()
  const { order } = causality
  for (const read of history.accesses) {
    if (pace.step()) yield pace.steps
    if (read.kind === 'write') continue
    for (const write of causality.past(read)) {
      if (pace.step()) yield pace.steps
      const { source } = read
      if (source !== undefined && !order.before(source, write)) continue
      const path = yield* order.path(write, read)
      const before = source ? yield* order.path(source, write) : []
      const why = teller.chain([...before, ...path])
      const saw = source ? 'an older value' : 'the value from before every write'
      const sentence = `${teller.access(read)}, ${saw}, though before that ${teller.access(write)}: ${why}`
      const accesses = [source, write, ...accessesOf(path), read]
      const type = source ? 'write-co-read' : 'write-co-init-read'
      return { type, witness: witnessOf(sentence, accesses) }
    }
  }
  return null
}
