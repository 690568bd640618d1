/** Alters a journal of a run file as somebody would who knows how frames and checksums are made. */
import type { JournalEntry, StepEntry } from '../../../core/runtime/journal.ts'
import { encodeJournalFrame } from '../../../electron/journal/format.ts'
import { JournalWriter } from '../../../electron/recorder/queries/journal.ts'
import { readEntries } from '../../../electron/recorder/read-entries.ts'
import { alteredCopy, reading } from './recorded-run.ts'

const ENTRIES_PER_FRAME = 256

/** The entries of one process of the run at `path`. */
export function entriesOf(path: string, process: string): readonly JournalEntry[] {
  return reading(path, ({ database }) => [...readEntries(database, process)])
}

/** A copy of the run at `path` in which the journal of `process` holds `entries` alone. */
export function withJournal(
  path: string,
  copy: string,
  { process, entries }: { readonly process: string; readonly entries: readonly JournalEntry[] },
): string {
  return alteredCopy(path, copy, (database) => {
    const frames: Buffer[] = []
    for (let first = 0; first < entries.length; first += ENTRIES_PER_FRAME) {
      const part = entries.slice(first, first + ENTRIES_PER_FRAME)
      frames.push(Buffer.from(encodeJournalFrame(part.map((entry) => ({ entry })))))
    }
    database.prepare('DELETE FROM journal_chunk WHERE process = ?').run(process)
    if (entries.length === 0) return
    new JournalWriter(database).addChunk({
      process,
      offset: 0,
      entries: entries.length,
      firstAtUs: entries[0]?.atUs ?? 0,
      lastAtUs: entries.at(-1)?.atUs ?? 0,
      bytes: Buffer.concat(frames),
    })
  })
}

export interface FoundStep {
  /** Its place in the journal. */
  readonly place: number
  /** Its number within the life that it belongs to, from 1. */
  readonly input: number
  readonly entry: StepEntry
}

/** The first step after `from` that `wanted` picks; throws where there is none. */
export function findStep(
  entries: readonly JournalEntry[],
  wanted: (entry: StepEntry) => boolean,
  from = 0,
): FoundStep {
  const inputs = new Map<string, number>()
  for (const [place, entry] of entries.entries()) {
    const input = entry.kind === 'boot' ? 0 : (inputs.get(entry.machine) ?? 0) + 1
    inputs.set(entry.machine, input)
    if (place >= from && entry.kind === 'step' && wanted(entry)) return { place, input, entry }
  }
  throw new Error('the journal has no such step')
}
