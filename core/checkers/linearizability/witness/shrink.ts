/**
 * The smallest set of operations that cannot be explained: the promises of all others are taken
 * back, one group after the other, as long as the rest still has no order.
 *
 * To take back a promise is to weaken it, never to remove what made it possible: an answer of a
 * read is forgotten; a write becomes one that may have happened at any time since it was asked,
 * or never. Where a model says what operations are about (`Model.subjectOf`), all about one
 * subject are left out together. Weaker means more orders, so what is invalid here is invalid in
 * the whole history.
 */
import type { HistoryOperation } from '../../../history/operation.ts'
import type { Sliced } from '../../property.ts'
import { decide, prepare } from '../linearizability.ts'
import type { CheckOptions } from '../linearizability.ts'
import type { Model } from '../model.ts'
import { Pace, TURN_STEPS, within } from '../../pace.ts'
import { filtered, sorted } from '../../sliced.ts'

/** Steps that one trial may take, beside one for each operation. */
const TRIAL_STEPS = 10_000
/** Turns of a trial that count by their steps alone; those after them count in full. */
const TURNS_FREE = 4
/** Operations and steps that all trials together may go through. */
const SHRINK_STEPS_MAX = 1_000_000

/** A violation whose operations can be told apart by identity. */
export interface HeldViolation {
  readonly object: { readonly key?: string; readonly operations: readonly HistoryOperation[] }
  /** See `Violation`; the same objects as in `object`. */
  readonly conflict: readonly HistoryOperation[]
  readonly conclusive: boolean
}

export interface Shrunk {
  /** In the order of their invocations. */
  readonly operations: readonly HistoryOperation[]
  readonly steps: number
}

/** Operations whose promises are kept or taken back together. */
type Unit = readonly HistoryOperation[]

export function* shrink(
  violation: HeldViolation,
  model: Model,
  options: CheckOptions,
): Sliced<Shrunk> {
  const trials = yield* Trials.of(violation.object.operations, model, options)
  const core = yield* reduce(trials, yield* firstCore(violation, trials))
  const operations = yield* sorted(core.flat(), ({ index }) => index)
  return { operations, steps: trials.steps }
}

/** A set that has no order by itself, as small as can be had at once. */
function* firstCore(
  { conclusive, conflict, object }: HeldViolation,
  trials: Trials,
): Sliced<readonly Unit[]> {
  const direct = yield* trials.unitsOf(conflict)
  if (conclusive && (yield* trials.fails(direct))) return direct
  const until = conclusive ? Infinity : (conflict[0]?.completedIndex ?? Infinity)
  // Those that were open at the crux count as well: the search has held them to their answers.
  const begun = yield* filtered(
    object.operations,
    ({ outcome, index }) => outcome === 'ok' && index < until,
  )
  const upToCrux = yield* sorted(begun, ({ completedIndex }) => completedIndex)
  for (let size = 4; size < upToCrux.length; size *= 2) {
    const last = yield* trials.unitsOf(upToCrux.slice(-size))
    if (yield* trials.fails(last)) return last
  }
  return yield* trials.unitsOf(upToCrux)
}

/** Drops groups of units, halves first and single ones last, as long as the rest fails. */
function* reduce(trials: Trials, core: readonly Unit[]): Sliced<readonly Unit[]> {
  let kept = core
  for (let group = Math.ceil(kept.length / 2); group >= 1; group = group >> 1) {
    for (let from = 0; from < kept.length;) {
      if (trials.spent) return kept
      const rest = [...kept.slice(0, from), ...kept.slice(from + group)]
      if (rest.length > 0 && (yield* trials.fails(rest))) kept = rest
      else from += group
    }
  }
  return kept
}

class Trials {
  readonly #operations: readonly HistoryOperation[]
  readonly #model: Model
  readonly #options: CheckOptions
  /** Operations that never change anything; their answers are all that they are. */
  readonly #readOnly: ReadonlySet<HistoryOperation>
  readonly #bySubject: ReadonlyMap<string, Unit>
  #steps = 0

  static *of(
    operations: readonly HistoryOperation[],
    model: Model,
    options: CheckOptions,
  ): Sliced<Trials> {
    const planning = yield* model.plan(operations, options)
    const pace = new Pace()
    const readOnly = new Set<HistoryOperation>()
    for (const call of planning.ok ? planning.plan.calls : []) {
      if (pace.step()) yield pace.steps
      if (call.readOnly) readOnly.add(call.operation)
    }
    const bySubject = new Map<string, HistoryOperation[]>()
    for (const operation of operations) {
      if (pace.step()) yield pace.steps
      const subject = operation.outcome === 'fail' ? undefined : model.subjectOf(operation)
      if (subject === undefined) continue
      const unit = bySubject.get(subject)
      if (unit === undefined) bySubject.set(subject, [operation])
      else unit.push(operation)
    }
    return new Trials(operations, model, options, readOnly, bySubject)
  }

  private constructor(
    operations: readonly HistoryOperation[],
    model: Model,
    options: CheckOptions,
    readOnly: ReadonlySet<HistoryOperation>,
    bySubject: ReadonlyMap<string, Unit>,
  ) {
    this.#operations = operations
    this.#model = model
    this.#options = options
    this.#readOnly = readOnly
    this.#bySubject = bySubject
  }

  get steps(): number {
    return this.#steps
  }

  /** Whether there is no step left for any further one. */
  get spent(): boolean {
    return this.#steps >= SHRINK_STEPS_MAX
  }

  *unitsOf(operations: readonly HistoryOperation[]): Sliced<readonly Unit[]> {
    const pace = new Pace()
    const units = new Set<Unit>()
    for (const operation of operations) {
      if (pace.step()) yield pace.steps
      units.add(this.#unitOf(operation) ?? [operation])
    }
    return [...units]
  }

  /** Whether what `kept` promises has no order, whatever the others did. */
  *fails(kept: readonly Unit[]): Sliced<boolean> {
    if (this.spent) return false
    const steps = (): number => this.#steps
    const operations = yield* within(this.#weakened(kept), steps)
    this.#steps += operations.length
    const preparation = yield* within(prepare(operations, this.#model, this.#options), steps)
    if (!preparation.ok) return false
    const limit = TRIAL_STEPS + operations.length
    const searchOnly = this.#options.searchOnly ?? false
    const work = decide(preparation.parts, { searchOnly, limit: () => limit })
    let made = 0
    let told = 0
    let turns = 0
    for (;;) {
      const slice = work.next()
      if (slice.done === true) {
        const { outcome, steps } = slice.value
        this.#steps += Math.max(made, steps)
        return outcome.kind === 'invalid'
      }
      // Where all others may happen at any time, one step may take as long as a thousand.
      if (slice.value > told) turns++
      told = slice.value
      made = Math.max(told, (turns - TURNS_FREE) * TURN_STEPS)
      if (made > limit) break
      yield this.#steps + made
    }
    this.#steps += made
    return false
  }

  #unitOf(operation: HistoryOperation): Unit | undefined {
    const subject = operation.outcome === 'fail' ? undefined : this.#model.subjectOf(operation)
    return subject === undefined ? undefined : this.#bySubject.get(subject)
  }

  *#weakened(kept: readonly Unit[]): Sliced<readonly HistoryOperation[]> {
    const pace = new Pace()
    const promised = new Set(kept.flat())
    const weakened: HistoryOperation[] = []
    for (const operation of this.#operations) {
      if (pace.step()) yield pace.steps
      if (promised.has(operation)) weakened.push(operation)
      else if (this.#unitOf(operation) !== undefined) continue
      else if (operation.outcome !== 'ok') weakened.push(operation)
      else if (!this.#readOnly.has(operation)) weakened.push(forgetOutcome(operation))
    }
    return weakened
  }
}

function forgetOutcome(operation: HistoryOperation): HistoryOperation {
  return {
    ...operation,
    outcome: 'info',
    output: undefined,
    completedAt: Infinity,
    completedIndex: Infinity,
  }
}
