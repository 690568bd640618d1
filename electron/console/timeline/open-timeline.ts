/**
 * Opens the timeline of a run file. Where the file holds none (the run was long, was interrupted,
 * or was recorded by an earlier Faultline), it is derived into a private file of its own: the run
 * file is never written. What cannot be opened is refused with a sentence.
 */
import SQLite from 'better-sqlite3'
import type { Database } from 'better-sqlite3'
import { join } from 'node:path'
import type { JournalEntry } from '../../../core/runtime/journal.ts'
import { refuse } from '../../ipc/envelope.ts'
import { standingOf } from '../../library/run-status.ts'
import { deriveTimeline } from '../../recorder/derive-timeline.ts'
import { migrate } from '../../recorder/migrate.ts'
import { openRunFile, type RunFile } from '../../recorder/open-run-file.ts'
import { readProcesses } from '../../recorder/queries/journal.ts'
import { readRun } from '../../recorder/queries/run.ts'
import {
  countTimelineColumns,
  readTimelineColumns,
} from '../../recorder/queries/timeline-columns.ts'
import { DamagedJournalError, readEntries } from '../../recorder/read-entries.ts'
import type { TimelineColumns } from '../../recorder/timeline-columns.ts'

/** Longer runs have no timeline: it would not fit into memory. */
export const TIMELINE_EVENTS_MAX = 3_000_000

export interface OpenedTimeline {
  readonly file: RunFile
  /** Where the rows of the timeline are; the run file itself or the private one. */
  readonly rows: Database
  readonly columns: TimelineColumns
  close(): void
}

/** Told how much of a timeline is made, from 0 to 1, and null at last. */
export type TellPreparing = (share: number | null) => void

/** `scratch` is an empty folder of the caller's, who removes it. Throws a `CallError` with the reason. */
export function openTimeline(
  path: string,
  scratch: string,
  preparing: TellPreparing = () => {},
): OpenedTimeline {
  const file = openForTimeline(path)
  try {
    return read(file, scratch, preparing)
  } catch (error) {
    file.close()
    throw error
  }
}

/** The run file alone; refused while it is being recorded. Throws a `CallError`. */
export function openForTimeline(path: string): RunFile {
  // A search of all pages for damage takes longer than a person waits; what is damaged where it is
  // read is refused then.
  const opened = openRunFile(path, 'header')
  if (!opened.ok) {
    const { kind, message } = opened.problem
    throw kind === 'missing'
      ? refuse('there is no such run', 'not-found')
      : refuse(`the run cannot be read: ${message}`)
  }
  const { file } = opened
  try {
    const run = readRun(file.database)
    if (run === undefined) throw refuse('the file holds no run')
    if (standingOf(path, run).status === 'running') {
      throw refuse('the run is still being recorded; its timeline is there when it ends')
    }
    return file
  } catch (error) {
    file.close()
    throw error
  }
}

function read(file: RunFile, scratch: string, preparing: TellPreparing): OpenedTimeline {
  const { database } = file
  const events = countTimelineColumns(database)
  if (events === null) return derive(file, scratch, preparing)
  if (events > TIMELINE_EVENTS_MAX) throw tooLong(events)
  const columns = readTimelineColumns(database)
  if (columns === null) throw refuse('the run has no timeline')
  return { file, rows: database, columns, close: () => file.close() }
}

function derive(file: RunFile, scratch: string, preparing: TellPreparing): OpenedTimeline {
  const entries = readProcesses(file.database).reduce((sum, process) => sum + process.entries, 0)
  if (entries > TIMELINE_EVENTS_MAX) throw tooLong(entries)
  const rows = new SQLite(join(scratch, 'timeline'))
  try {
    rows.pragma('journal_mode = OFF')
    rows.pragma('synchronous = OFF')
    migrate(rows)
    const read = boundedReader(DERIVATION_PASSES * TIMELINE_EVENTS_MAX)
    const options = { target: rows, entriesMax: TIMELINE_EVENTS_MAX, read, progress: preparing }
    if (deriveTimeline(file.database, options) === 'too-long') throw tooLong(entries)
    const columns = readTimelineColumns(rows)
    if (columns === null) throw refuse('the run has no timeline')
    return {
      file,
      rows,
      columns,
      close(): void {
        rows.close()
        file.close()
      },
    }
  } catch (error) {
    rows.close()
    throw error
  } finally {
    preparing(null)
  }
}

/** The entries of a process up to where its journal is damaged. */
export function* readSoundEntries(database: Database, process: string): Generator<JournalEntry> {
  try {
    yield* readEntries(database, process)
  } catch (error) {
    if (!(error instanceof DamagedJournalError)) throw error
  }
}

/** How often a derivation reads every journal. */
const DERIVATION_PASSES = 2

/** As `readSoundEntries`, for a file that may hold more than it says: refuses after `entriesMax`. */
export function boundedReader(entriesMax: number): typeof readSoundEntries {
  let entries = 0
  return function* (database, process) {
    for (const entry of readSoundEntries(database, process)) {
      if (++entries > entriesMax) throw refuse('the run holds more than it says; it was altered')
      yield entry
    }
  }
}

function tooLong(events: number): Error {
  const most = TIMELINE_EVENTS_MAX.toLocaleString('en')
  return refuse(
    `the run is too long for a timeline: ${events.toLocaleString('en')} events, at most ${most}`,
  )
}
