/**
 * The journal of one process: one file, one frame and one write for each turn. It is written
 * and not synced, because it must survive the process and not the power (`core/README.md`).
 */
import { closeSync, openSync, writeSync } from 'node:fs'
import { join } from 'node:path'
import { cutTornTail } from '../../journal/cut-torn-tail.ts'
import { encodeJournalFrame } from '../../journal/format.ts'
import type { Journaled } from '../../journal/wire.ts'

export type { Journaled }

export function journalPath(folder: string): string {
  return join(folder, 'journal')
}

export interface JournalWriter {
  /** Returns when the operating system holds all of `entries`. Throws when it cannot. */
  write(entries: readonly Journaled[]): void
  close(): void
}

/** Opens the journal in `folder` behind what earlier lives wrote. */
export function openJournal(folder: string): JournalWriter {
  const path = journalPath(folder)
  cutTornTail(path)
  const descriptor = openSync(path, 'a')
  return {
    write: (entries) => {
      const frame = encodeJournalFrame(entries)
      for (let at = 0; at < frame.length;) {
        at += writeSync(descriptor, frame, at, frame.length - at)
      }
    },
    close: () => closeSync(descriptor),
  }
}

/** For benchmarks that measure what recording costs. */
export const NO_JOURNAL: JournalWriter = { write: () => undefined, close: () => undefined }
