/** What an operation was told by an answer that was no `ok`; see `HistoryOperation.told`. */
import { canonicalText } from '../base/canonical-text.ts'

/** `undefined` where the answer only repeats what was asked for, as most of them do. */
export function toldBesides(value: unknown, input: unknown): readonly unknown[] | undefined {
  if (!Array.isArray(value) || canonicalText(value) === canonicalText(input)) return undefined
  return value as readonly unknown[]
}
