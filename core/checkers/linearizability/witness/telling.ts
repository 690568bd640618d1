/** What a sentence about a violation is made of, and what it comes with. */
import type { OperationList } from '../../../history/operation-list.ts'
import type { HistoryOperation } from '../../../history/operation.ts'
import { canonicalText } from '../../../base/canonical-text.ts'
import type { Sliced } from '../../property.ts'
import { grouped } from '../../sliced.ts'
import type { Teller } from '../../witness/teller.ts'

export interface Telling {
  readonly sentence: string
  /** What the sentence speaks of. */
  readonly operations: readonly HistoryOperation[]
}

export interface Scene<Operations extends OperationList = readonly HistoryOperation[]> {
  /** All that happened to the object. */
  readonly object: { readonly key?: string; readonly operations: Operations }
  /** Operations that cannot be explained, the last answer first. */
  readonly core: readonly HistoryOperation[]
  /** The state before the history, where it is not the model's own. */
  readonly initial: unknown
  /** Of the object: its key, or what it is. */
  readonly name: string
  readonly teller: Teller
}

/**
 * Looks for one pattern that by itself proves the violation, and tells it; where none is there,
 * it says nothing.
 */
export type Tell = (scene: Scene) => Sliced<Telling | undefined>

/** Operations by a value of theirs. */
export type ByValue = ReadonlyMap<string, readonly HistoryOperation[]>

/** All that happened to the object, by what was asked for. */
export function byInput({ object }: Scene): Sliced<ByValue> {
  return grouped(object.operations, ({ input }) => canonicalText(input ?? null))
}

export function ofValue(operations: ByValue, value: unknown): readonly HistoryOperation[] {
  return operations.get(canonicalText(value ?? null)) ?? []
}

/** Whether an operation may have happened at or before another was answered. */
export function mayPrecede(one: HistoryOperation, other: HistoryOperation): boolean {
  return one.outcome !== 'fail' && one.index < other.completedIndex
}

/** Whether `one` was answered before `other` was asked. */
export function precedes(one: HistoryOperation, other: HistoryOperation): boolean {
  return one.outcome === 'ok' && one.completedIndex < other.index
}

export function sameValue(one: unknown, other: unknown): boolean {
  return canonicalText(one ?? null) === canonicalText(other ?? null)
}

/** Few bystanders belong to the story; many would only hide it. */
export function ifFew(operations: readonly HistoryOperation[]): readonly HistoryOperation[] {
  return operations.length > 4 ? [] : operations
}
