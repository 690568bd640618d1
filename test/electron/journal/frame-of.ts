/** A frame of entries that came over no wire, for tests that make journals by hand. */
import type { JournalEntry } from '../../../core/runtime/journal.ts'
import { encodeJournalFrame } from '../../../electron/journal/format.ts'

export function frameOf(entries: readonly JournalEntry[]): Buffer {
  return Buffer.from(encodeJournalFrame(entries.map((entry) => ({ entry }))))
}
