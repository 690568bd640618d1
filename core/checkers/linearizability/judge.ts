/**
 * The judgement of operations by a model, in slices: a verdict, a sentence, and a witness where
 * something is wrong. What goes beyond the budget is `unknown`.
 */
import { isTimed } from '../../history/operation.ts'
import type { OperationList } from '../../history/operation-list.ts'
import type { Verdict, Witness } from '../checker.ts'
import type { HistoryProperty, Judging, Sliced } from '../property.ts'
import { decide, prepare } from './linearizability.ts'
import type { CheckOptions, Decided } from './linearizability.ts'
import type { Model } from './model.ts'
import { MODELS } from './models/index.ts'
import { within } from '../pace.ts'
import { explaining } from './witness/explain.ts'
import type { TellerOptions } from '../witness/teller.ts'

export interface JudgeOptions {
  readonly model: Model
  readonly options: CheckOptions
  /** Steps; beyond them the verdict is `unknown`. */
  readonly budget: number
  readonly telling: TellerOptions
}

/** One property for each model, by the name of the model. */
export const linearizabilityProperties: readonly HistoryProperty[] =
  MODELS.map(linearizabilityProperty)

/** "Linearizable as `model`", as a property of histories. */
export function linearizabilityProperty(model: Model): HistoryProperty {
  return {
    name: model.name,
    summary: `linearizable as ${model.summary}`,
    operations: model.operations,
    *judge({ operations }, { initial, nullReads, budget, telling }) {
      const options = {
        ...(initial === undefined ? {} : { initial }),
        ...(nullReads === undefined ? {} : { nullReads }),
      }
      return yield* judging(operations, {
        ...{ model, options, budget },
        telling: telling ?? { timed: isTimed(operations) },
      })
    },
  }
}

/** Judges operations, ordered by invocation. */
export function* judging(
  operations: OperationList,
  { model, options, budget, telling }: JudgeOptions,
): Sliced<Judging> {
  if (operations.length === 0) return told('unknown', 'there are no operations', 0)
  const lacking = model.lacks(operations, options)
  if (lacking !== undefined) return { ok: false, message: lacking }
  const preparation = yield* within(prepare(operations, model, options), () => 0)
  if (!preparation.ok) return { ok: false, ...preparation.misfit }
  const limit = (): number => budget
  const searchOnly = options.searchOnly ?? false
  const { outcome, steps } = yield* bounded(
    decide(preparation.parts, { searchOnly, limit }),
    budget,
  )
  const looked = `${operations.length} operations`
  switch (outcome?.kind) {
    case 'valid':
      return told('valid', `${looked} have an order that the model "${model.name}" allows`, steps)
    case 'invalid': {
      const work = explaining(outcome.violation, model, options, telling)
      const { witness, steps: more } = yield* within(work, () => steps)
      const { key } = outcome.violation.object
      const where = key === undefined ? '' : ` (key ${key})`
      const summary = `${looked} have no order that the model "${model.name}" allows${where}`
      return told('invalid', summary, steps + more, witness)
    }
    case 'unknown':
      return told('unknown', `not decided: the search ran out of memory, over ${looked}`, steps)
    case undefined:
      return told('unknown', `not decided within ${budget} steps, over ${looked}`, steps)
  }
}

/** The outcome of `work`, if it comes within the budget. */
function* bounded(
  work: Sliced<Decided>,
  budget: number,
): Sliced<Partial<Decided> & Pick<Decided, 'steps'>> {
  for (;;) {
    const slice = work.next()
    if (slice.done === true) return slice.value
    if (slice.value > budget) return { steps: slice.value }
    yield slice.value
  }
}

function told(verdict: Verdict, summary: string, steps: number, witness?: Witness): Judging {
  const judgement = { verdict, summary, steps, ...(witness === undefined ? {} : { witness }) }
  return { ok: true, judgement }
}
