/**
 * What a sequential object is: states, and what each operation does to them. A history is
 * linearizable if some order of its operations, each at an instant within its call, is a run of
 * this object.
 *
 * A model is purely functional and knows its own types. The search never sees them: it sees an
 * `Automaton`, in which states and operations are small numbers and every step is computed once.
 */
import type { OperationList } from '../../history/operation-list.ts'
import type { HistoryOperation } from '../../history/operation.ts'
import type { Sliced } from '../property.ts'
import type { Call, Calls, PlannedCall } from './calls.ts'

export interface ModelOptions {
  /** The state before the first operation, where it is not the model's own. Plain data. */
  readonly initial?: unknown
  /**
   * What an acknowledged read of `null` says. `observed`: the object was absent, or held null.
   * `unknown`: nothing, as in Jepsen's register tests that start from a value.
   */
  readonly nullReads?: 'observed' | 'unknown'
}

/** What an operation of a history means to a model. */
export type Meaning<Step> =
  /** `readOnly`: whatever the state, this step leaves it as it was. */
  | { readonly kind: 'step'; readonly step: Step; readonly readOnly: boolean }
  /** It constrains nothing, such as a read without an answer. */
  | { readonly kind: 'nothing' }
  | { readonly kind: 'unsupported'; readonly message: string }

/** The name of the part that an operation belongs to. */
export type PartOf = (operation: HistoryOperation) => string

/** A model with its own types of state and step. */
export interface ModelSpecification<State, Step> {
  readonly name: string
  /** One line for lists. */
  readonly summary: string
  /** The names (`f`) that it understands. */
  readonly operations: readonly string[]
  /** Whether operations on different keys belong to independent objects. */
  readonly perKey: boolean
  /** `undefined` where `options.initial` is no state of this model. */
  initial(options: ModelOptions): State | undefined
  /** What a history lacks, so that it cannot be judged at all; a sentence. */
  lacks?(operations: Iterable<HistoryOperation>, options: ModelOptions): string | undefined
  /** Never called for an operation that failed: that one did not happen. */
  read(operation: HistoryOperation, options: ModelOptions): Meaning<Step>
  /** The state after the step; `undefined` where the step cannot have had its answer. */
  apply(state: State, step: Step): State | undefined
  /** Equal for two states if and only if no steps can tell them apart. */
  stateKey(state: State): string
  /** Equal for two steps if and only if both do the same in every state. */
  stepKey(step: Step): string
  /**
   * Which part of the object an operation belongs to, where the operations allow it to be taken
   * apart: parts are objects of their own, each with the same initial state.
   */
  partOf?(operations: OperationList): Sliced<PartOf | undefined>
  /**
   * What an operation is about, where all operations about it can be left out of a history
   * without making it wrong: a value that is put into a queue and taken out of it.
   */
  subjectOf?(operation: HistoryOperation): string | undefined
  /**
   * For each call, the last completion (its place in the history) that it could make possible;
   * -1 for none, and `Infinity` for what was answered. Beyond it, nobody need try a call of
   * unknown outcome. Must be exact: one that might matter must keep its horizon.
   */
  horizons?(calls: readonly Call<Step>[]): Sliced<Float64Array>
  /** Decides without a search, where the calls allow it; the calls are those of one object. */
  decide?(calls: Calls<Step>, initial: State): Sliced<Decision>
}

export type Decision =
  | { readonly kind: 'valid' }
  /** `conflict`: operations that are in the way of any order. */
  | { readonly kind: 'invalid'; readonly conflict: readonly HistoryOperation[] }
  | { readonly kind: 'undecided' }

/** The same model, its types hidden. */
export interface Model {
  readonly name: string
  readonly summary: string
  readonly operations: readonly string[]
  readonly perKey: boolean
  /** See `ModelSpecification.lacks`. */
  lacks(operations: Iterable<HistoryOperation>, options: ModelOptions): string | undefined
  /** See `ModelSpecification.partOf`. */
  partOf(operations: OperationList): Sliced<PartOf | undefined>
  /** See `ModelSpecification.subjectOf`. */
  subjectOf(operation: HistoryOperation): string | undefined
  /** Prepares the operations of one object. Failed operations are left out. */
  plan(operations: OperationList, options: ModelOptions): Sliced<Planning>
}

export type Planning =
  | { readonly ok: true; readonly plan: Plan }
  /** `operation` is absent where the options are at fault. */
  | { readonly ok: false; readonly message: string; readonly operation?: HistoryOperation }

export interface Plan {
  /** How many calls there are. */
  readonly count: number
  /** In the order of their invocations; objects made anew each time. */
  readonly calls: Iterable<PlannedCall>
  /** An answer without a search, where the model has one. */
  decide(): Sliced<Decision>
  /** What a search needs to know. */
  question(): Sliced<Question>
}

export interface Question {
  readonly calls: readonly PlannedCall[]
  /** Of each call; those of one class do the same in every state. */
  readonly stepClass: Int32Array
  /** Of each call; see `ModelSpecification.horizons`. */
  readonly horizon: Float64Array
  readonly automaton: Automaton
}

export interface Automaton {
  readonly initial: number
  readonly classes: number
  /** How much it has worked out so far; see `LinearizabilitySearch.run`. */
  readonly effort: number
  /** The state after an operation of `stepClass`, or -1 if it cannot happen in `state`. */
  next(state: number, stepClass: number): number
}
