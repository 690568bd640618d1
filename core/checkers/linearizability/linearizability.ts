/**
 * Whether a history is linearizable: split by key, each object decided by itself, by the model's
 * own means where it has them and by the search otherwise.
 *
 * The work is done in steps and can be left off between any two, so that a caller may do
 * something else in between; there is no clock in here.
 */
import type { HistoryOperation } from '../../history/operation.ts'
import type { Model, ModelOptions, Plan } from './model.ts'
import { layOut } from './problem.ts'
import { LinearizabilitySearch } from './search.ts'

export type ObjectVerdict = 'valid' | 'invalid' | 'unknown'

/** One object of a history: what happened to one key, or to all, where keys hang together. */
export interface ObjectHistory {
  /** Absent where the history names no key, or the model keeps them together. */
  readonly key?: string
  readonly operations: readonly HistoryOperation[]
}

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
  /** Whether `conflict` alone, all else granted, has no order. */
  readonly conclusive: boolean
}

export interface CheckOptions extends ModelOptions {
  /** Leave the model's own decision aside. For comparisons. */
  readonly searchOnly?: boolean
}

export type CheckStatus =
  | { readonly kind: 'running' }
  | { readonly kind: 'valid' }
  | { readonly kind: 'invalid'; readonly violation: Violation }
  /** Out of room for at least one object, and no violation in the others. */
  | { readonly kind: 'unknown' }

/** Splits operations into objects, in the order of their first invocation. */
export function splitByObject(
  operations: readonly HistoryOperation[],
  perKey: boolean,
): readonly ObjectHistory[] {
  if (!perKey) return operations.length === 0 ? [] : [{ operations }]
  const objects = new Map<string | undefined, HistoryOperation[]>()
  for (const operation of operations) {
    const list = objects.get(operation.key)
    if (list === undefined) objects.set(operation.key, [operation])
    else list.push(operation)
  }
  return Array.from(objects, ([key, list]) =>
    key === undefined ? { operations: list } : { key, operations: list },
  )
}

interface Part {
  readonly object: ObjectHistory
  readonly plan: Plan
}

export type CheckStart =
  | { readonly ok: true; readonly check: LinearizabilityCheck }
  | { readonly ok: false; readonly misfit: Misfit }

/** Prepares the check of `operations`, which are ordered by invocation. */
export function startCheck(
  operations: readonly HistoryOperation[],
  model: Model,
  options: CheckOptions = {},
): CheckStart {
  const parts: Part[] = []
  for (const object of splitByObject(operations, model.perKey)) {
    const planning = model.plan(object.operations, options)
    if (!planning.ok) {
      const { message, operation } = planning
      return { ok: false, misfit: operation === undefined ? { message } : { message, operation } }
    }
    parts.push({ object, plan: planning.plan })
  }
  return { ok: true, check: new LinearizabilityCheck(parts, options.searchOnly ?? false) }
}

export class LinearizabilityCheck {
  readonly #parts: readonly Part[]
  readonly #searchOnly: boolean
  #next = 0
  #search: LinearizabilitySearch | undefined
  #steps = 0
  #status: CheckStatus = { kind: 'running' }
  #gaveUp = false

  constructor(parts: readonly Part[], searchOnly: boolean) {
    this.#parts = parts
    this.#searchOnly = searchOnly
  }

  /** Work done so far: a step is a configuration, or an operation decided without a search. */
  get steps(): number {
    return this.#steps + (this.#search?.steps ?? 0)
  }

  /** Goes on for about `steps` steps; an object that is decided at once is never cut short. */
  run(steps: number): CheckStatus {
    const until = this.steps + steps
    while (this.#status.kind === 'running' && this.steps < until) this.#advance(until - this.steps)
    return this.#status
  }

  #advance(steps: number): void {
    const part = this.#parts[this.#next]
    if (part === undefined) {
      this.#status = this.#gaveUp ? { kind: 'unknown' } : { kind: 'valid' }
      return
    }
    if (this.#search === undefined) {
      this.#steps += part.plan.calls.length + 1
      const decision = this.#searchOnly ? undefined : part.plan.decide()
      if (decision?.kind === 'valid') {
        this.#next++
        return
      }
      if (decision?.kind === 'invalid') {
        return this.#violated(part, decision.conflict, true)
      }
      this.#search = new LinearizabilitySearch(layOut(part.plan))
    }
    const search = this.#search
    const status = search.run(steps)
    if (status === 'running') return
    this.#steps += search.steps
    this.#search = undefined
    this.#next++
    if (status === 'full') this.#gaveUp = true
    else if (status === 'invalid') this.#violated(part, [search.crux], false)
  }

  #violated(part: Part, conflict: readonly HistoryOperation[], conclusive: boolean): void {
    this.#status = {
      kind: 'invalid',
      violation: { object: part.object, conflict, conclusive },
    }
  }
}
