/**
 * What the properties of this folder share: a history of registers read as accesses, what that
 * alone may already refuse, and the judgement around the one question of each property.
 */
import { isTimed } from '../../history/operation.ts'
import { listed } from '../listed.ts'
import { Teller } from '../witness/teller.ts'
import type { Anomaly, HistoryProperty, Judging, PropertyOptions } from '../property.ts'
import type { ReadHistory, Sliced } from '../property.ts'
import type { Witness } from '../checker.ts'
import { readAccesses, type AccessHistory } from './accesses.ts'
import { AccessTeller, witnessOf } from './tell-accesses.ts'

export interface Broken {
  /** `write-co-read`, as the property's source names it. */
  readonly type: string
  readonly witness: Witness
}

export interface Question {
  readonly history: AccessHistory
  readonly teller: AccessTeller
  /** Counts steps; true where the budget is spent. */
  spend(steps: number): boolean
}

/** `null` where the property holds, `undefined` where the budget was spent before the answer. */
export type Answer = Broken | null | undefined

interface RegisterProperty {
  readonly name: string
  readonly summary: string
  answer(question: Question): Sliced<Answer>
}

export function registerProperty({ name, summary, answer }: RegisterProperty): HistoryProperty {
  function* judge(given: ReadHistory, options: PropertyOptions): Sliced<Judging> {
    const operations = yield* listed(given.operations)
    const { initial, nullReads, budget } = options
    const timed = isTimed(operations)
    const plain = new Teller(options.telling ?? { timed })
    const reading = yield* readAccesses(operations, {
      ...(initial !== undefined && { initial }),
      ...(nullReads && { nullReads }),
    })
    let steps = operations.length
    yield steps
    if (reading.kind === 'misfit') return { ok: false, ...reading }
    if (reading.kind === 'ambiguous') {
      return { ok: true, judgement: { verdict: 'unknown', summary: reading.summary, steps } }
    }
    if (reading.kind === 'thin-air') {
      const { read, write } = reading
      const why = write ? `the write of it had failed` : 'nobody wrote it'
      const sentence = `${plain.operation(read)}: ${why}`
      const thin = { id: 0, session: 0, place: 0, kind: 'read', key: '', value: null } as const
      const accesses = [{ ...thin, operation: read }, write && { ...thin, operation: write }]
      return judged('thin-air-read', witnessOf(sentence, accesses), steps)
    }
    const { history } = reading
    const work = answer({
      history,
      teller: new AccessTeller(plain),
      spend: (more) => {
        steps += more
        return steps > budget
      },
    })
    let slice = work.next()
    for (; slice.done !== true; slice = work.next()) yield steps
    const found = slice.value
    if (found) return judged(found.type, found.witness, steps)
    const size = `${history.accesses.length} reads and writes in ${history.sessions.length} sessions`
    return found === null
      ? { ok: true, judgement: { verdict: 'valid', summary: `${size}, all explained`, steps } }
      : {
          ok: true,
          judgement: { verdict: 'unknown', summary: `${size}: the budget was spent`, steps },
        }
  }
  return { name, summary, operations: ['read', 'write'], judge }
}

function judged(type: string, witness: Witness, steps: number): Judging {
  const anomalies: readonly Anomaly[] = [{ type, count: 1, witness }]
  return { ok: true, judgement: { verdict: 'invalid', summary: type, steps, witness, anomalies } }
}
