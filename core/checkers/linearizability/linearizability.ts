/**
 * Whether a history is linearizable: split into objects, each decided by itself, by the model's
 * own means where it has them and by the search otherwise.
 *
 * The work is done in slices and can be left off between any two, so that a caller may do
 * something else in between; there is no clock in here.
 */
import type { OperationList } from '../../history/operation-list.ts'
import type { HistoryOperation } from '../../history/operation.ts'
import { finish } from '../property.ts'
import type { Sliced } from '../property.ts'
import type { Model, ModelOptions, Plan } from './model.ts'
import { splitByObject } from './objects.ts'
import type { ObjectHistory } from './objects.ts'
import { TURN_STEPS, within } from '../pace.ts'
import { layOut } from './problem.ts'
import { LinearizabilitySearch } from './search.ts'

/** Why a history cannot be judged by a model. */
export interface Misfit {
  readonly message: string
  readonly operation?: HistoryOperation
}

export interface Violation {
  readonly object: ObjectHistory
  /**
   * Operations that are in the way of any order: all that cannot be explained, or the one at
   * which every attempt ended, depending on how it was found.
   */
  readonly conflict: readonly HistoryOperation[]
  /** Whether `conflict` is meant to have no order by itself. */
  readonly conclusive: boolean
}

export interface CheckOptions extends ModelOptions {
  /** Leave the model's own decision aside. For comparisons. */
  readonly searchOnly?: boolean
}

export type CheckOutcome =
  | { readonly kind: 'valid' }
  | { readonly kind: 'invalid'; readonly violation: Violation }
  /** Out of room for at least one object, and no violation in the others. */
  | { readonly kind: 'unknown' }

export type CheckStatus = CheckOutcome | { readonly kind: 'running' }

interface Part {
  readonly object: ObjectHistory
  readonly plan: Plan
}

export type Preparation =
  | { readonly ok: true; readonly parts: readonly Part[] }
  | { readonly ok: false; readonly misfit: Misfit }

/** Understands `operations`, which are ordered by invocation. */
export function* prepare(
  operations: OperationList,
  model: Model,
  options: CheckOptions,
): Sliced<Preparation> {
  const parts: Part[] = []
  let planned = 0
  let told = 0
  for (const object of yield* splitByObject(operations, model)) {
    // Many objects are short, and take no turn of their own.
    planned += object.operations.length + 1
    if (planned - told >= TURN_STEPS) yield (told = planned)
    const planning = yield* model.plan(object.operations, options)
    if (!planning.ok) {
      const { message, operation } = planning
      return { ok: false, misfit: operation === undefined ? { message } : { message, operation } }
    }
    parts.push({ object, plan: planning.plan })
  }
  return { ok: true, parts }
}

/** What a decision came to, and the steps that it took. */
export interface Decided {
  readonly outcome: CheckOutcome
  readonly steps: number
}

export interface Deciding {
  readonly searchOnly: boolean
  /** How many steps it may have made when it yields next. */
  limit(): number
}

/**
 * Decides one object after the other, until one is wrong. It yields the steps so far: a step is
 * a configuration, or an operation decided without a search.
 */
export function* decide(parts: readonly Part[], { searchOnly, limit }: Deciding): Sliced<Decided> {
  let steps = 0
  let told = 0
  let gaveUp = false
  for (const { object, plan } of parts) {
    steps += plan.count + 1
    if (steps - told >= TURN_STEPS || steps >= limit()) yield (told = steps)
    const decision = searchOnly ? UNDECIDED : yield* within(plan.decide(), () => steps)
    if (decision.kind === 'valid') continue
    if (decision.kind === 'invalid') {
      return violated({ object, conflict: decision.conflict, conclusive: true }, steps)
    }
    const question = yield* within(plan.question(), () => steps)
    const problem = yield* within(layOut(question), () => steps)
    const search = new LinearizabilitySearch(problem)
    for (;;) {
      const status = search.run(Math.max(1, Math.min(TURN_STEPS, limit() - steps - search.steps)))
      if (status === 'invalid') {
        const violation = { object, conflict: [search.crux], conclusive: false }
        return violated(violation, steps + search.steps)
      }
      gaveUp ||= status === 'full'
      if (status !== 'running') break
      yield (told = steps + search.steps)
    }
    steps += search.steps
  }
  return { outcome: { kind: gaveUp ? 'unknown' : 'valid' }, steps }
}

const UNDECIDED = { kind: 'undecided' } as const

function violated(violation: Violation, steps: number): Decided {
  return { outcome: { kind: 'invalid', violation }, steps }
}

export type CheckStart =
  | { readonly ok: true; readonly check: LinearizabilityCheck }
  | { readonly ok: false; readonly misfit: Misfit }

/** Prepares a check that is run by its steps, for those who do not wait for a whole verdict. */
export function startCheck(
  operations: OperationList,
  model: Model,
  options: CheckOptions = {},
): CheckStart {
  const preparation = finish(prepare(operations, model, options))
  if (!preparation.ok) return preparation
  return {
    ok: true,
    check: new LinearizabilityCheck(preparation.parts, options.searchOnly ?? false),
  }
}

export class LinearizabilityCheck {
  readonly #work: Sliced<Decided>
  #steps = 0
  #until = 0
  #status: CheckStatus = { kind: 'running' }

  constructor(parts: readonly Part[], searchOnly: boolean) {
    this.#work = decide(parts, { searchOnly, limit: () => this.#until })
  }

  get steps(): number {
    return this.#steps
  }

  /** Goes on for about `steps` steps; an object that is decided at once is never cut short. */
  run(steps: number): CheckStatus {
    this.#until = this.#steps + steps
    while (this.#status.kind === 'running' && this.#steps < this.#until) {
      const slice = this.#work.next()
      if (slice.done !== true) this.#steps = slice.value
      else {
        this.#status = slice.value.outcome
        this.#steps = slice.value.steps
      }
    }
    return this.#status
  }
}
