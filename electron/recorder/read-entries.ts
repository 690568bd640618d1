/** Journal entries out of a run file, one chunk in memory at a time. */
import type { Database } from 'better-sqlite3'
import type { JournalEntry } from '../../core/runtime/journal.ts'
import { JournalReader } from '../journal/format.ts'
import { readChunks } from './queries/journal.ts'

/** What the run file holds of a journal is not as it was recorded. */
export class DamagedJournalError extends Error {
  override name = 'DamagedJournalError'
}

/** Throws `DamagedJournalError` at the first frame that is not as it was written. */
export function* readEntries(database: Database, process: string): Generator<JournalEntry> {
  let expected = 0
  for (const chunk of readChunks(database, process)) {
    if (chunk.offset !== expected) {
      throw new DamagedJournalError(
        `the journal of ${process} has a gap at byte ${expected} of its recording`,
      )
    }
    const reader = new JournalReader()
    yield* reader.push(chunk.bytes)
    if (reader.end.kind !== 'clean') {
      const why = reader.end.kind === 'torn' ? 'it is cut off' : reader.end.why
      throw new DamagedJournalError(
        `the journal of ${process} is damaged after byte ${chunk.offset}: ${why}`,
      )
    }
    expected = chunk.offset + chunk.bytes.length
  }
}

/**
 * Merges journals by true time; within one instant by the order of `streams`. Each stream is
 * taken in its own order, whatever its times say.
 */
export function* mergeByTime(streams: readonly Iterable<JournalEntry>[]): Generator<JournalEntry> {
  const iterators = streams.map((stream) => stream[Symbol.iterator]())
  const heads = iterators.map((iterator) => iterator.next())
  for (;;) {
    let earliest = -1
    let atUs = Infinity
    for (let index = 0; index < heads.length; index++) {
      const head = heads[index] as IteratorResult<JournalEntry>
      if (head.done !== true && head.value.atUs < atUs) {
        earliest = index
        atUs = head.value.atUs
      }
    }
    if (earliest < 0) return
    yield (heads[earliest] as IteratorYieldResult<JournalEntry>).value
    heads[earliest] = (iterators[earliest] as Iterator<JournalEntry>).next()
  }
}
