/**
 * The smallest set of operations that cannot be explained: the promises of all others are taken
 * back, one group after the other, as long as the rest still has no order.
 *
 * To take back a promise is to weaken it, never to remove what made it possible: an answer of a
 * read is forgotten; a write becomes one that may have happened at any time since it was asked,
 * or never. What remains unexplained then does not hang on a write that was cut away. Weaker
 * means more orders, so what is invalid here is invalid in the whole history.
 */
import type { HistoryOperation } from '../../../history/operation.ts'
import { startCheck } from '../linearizability.ts'
import type { CheckOptions, Violation } from '../linearizability.ts'
import type { Model } from '../model.ts'

/** Steps that one trial may take, beside one for each operation. */
const TRIAL_STEPS = 10_000
/** Operations and steps that all trials together may go through. */
const SHRINK_STEPS_MAX = 1_000_000

export interface Shrunk {
  /** In the order of their invocations. */
  readonly operations: readonly HistoryOperation[]
  readonly steps: number
}

export function shrink(violation: Violation, model: Model, options: CheckOptions): Shrunk {
  const trials = new Trials(violation.object.operations, model, options)
  const found = reduce(trials, firstCore(violation, trials))
  return { operations: [...found].sort((a, b) => a.index - b.index), steps: trials.steps }
}

/** A set that has no order by itself, as small as can be had at once. */
function firstCore(violation: Violation, trials: Trials): readonly HistoryOperation[] {
  const { conclusive, conflict, object } = violation
  if (conclusive && trials.fails(conflict)) return conflict
  const until = conclusive ? Infinity : (conflict[0]?.completedIndex ?? Infinity)
  // Those that were open at the crux count as well: the search has held them to their answers.
  const upToCrux = object.operations
    .filter(({ outcome, index }) => outcome === 'ok' && index < until)
    .sort((a, b) => a.completedIndex - b.completedIndex)
  for (let size = 4; size < upToCrux.length; size *= 2) {
    const last = upToCrux.slice(-size)
    if (trials.fails(last)) return last
  }
  return upToCrux
}

/** Drops groups of operations, halves first and single ones last, as long as the rest fails. */
function reduce(trials: Trials, core: readonly HistoryOperation[]): readonly HistoryOperation[] {
  let kept = core
  for (let group = Math.ceil(kept.length / 2); group >= 1; group = group >> 1) {
    for (let from = 0; from < kept.length;) {
      const rest = [...kept.slice(0, from), ...kept.slice(from + group)]
      if (rest.length > 0 && trials.fails(rest)) kept = rest
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
  #steps = 0

  constructor(operations: readonly HistoryOperation[], model: Model, options: CheckOptions) {
    this.#operations = operations
    this.#model = model
    this.#options = options
    const planning = model.plan(operations, options)
    const calls = planning.ok ? planning.plan.calls : []
    this.#readOnly = new Set(calls.filter((call) => call.readOnly).map((call) => call.operation))
  }

  get steps(): number {
    return this.#steps
  }

  /** Whether what `kept` promise has no order, whatever the others did. */
  fails(kept: readonly HistoryOperation[]): boolean {
    if (this.#steps >= SHRINK_STEPS_MAX) return false
    const start = startCheck(this.#weakened(new Set(kept)), this.#model, this.#options)
    if (!start.ok) return false
    const status = start.check.run(TRIAL_STEPS + this.#operations.length)
    this.#steps += start.check.steps + this.#operations.length
    return status.kind === 'invalid'
  }

  #weakened(kept: ReadonlySet<HistoryOperation>): readonly HistoryOperation[] {
    const weakened: HistoryOperation[] = []
    for (const operation of this.#operations) {
      if (kept.has(operation) || operation.outcome !== 'ok') weakened.push(operation)
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
