/** Run files for tests: written by the recorder itself, with a history of the test's choosing. */
import SQLite from 'better-sqlite3'
import type { Database } from 'better-sqlite3'
import { appendFileSync, copyFileSync, rmSync } from 'node:fs'
import type { HistoryEvent } from '../../../core/history/operation.ts'
import type { Drill } from '../../../core/drills/drill.ts'
import type { VerdictDocument } from '../../../core/drills/verdict-document.ts'
import type { RunHeader } from '../../../electron/recorder/contract.ts'
import { HistoryWriter } from '../../../electron/recorder/queries/history.ts'
import { RunWriter } from '../../../electron/recorder/run-writer.ts'
import { openRunFile, type RunFile } from '../../../electron/recorder/open-run-file.ts'
import {
  converse,
  drill,
  header,
  plannedFault,
  SampleMachine,
  verdictDocument,
} from '../recorder/sample-run.ts'

export interface RecordedRun {
  readonly history?: readonly Omit<HistoryEvent, 'index'>[]
  readonly verdict?: Partial<VerdictDocument>
  readonly drill?: Partial<Drill>
  readonly header?: Partial<RunHeader>
  /** Whether two machines talk; without, the journals are empty. */
  readonly talking?: boolean
  readonly end?: 'seal' | 'interrupt' | 'none'
}

/** The workload begins at 1 s and ends at 3 s; one fault lasts from 1.5 s to 2 s. */
export function recordRun(path: string, run: RecordedRun = {}): void {
  const journal = (process: string): string => `${path}-journal-${process}`
  const writer = RunWriter.create(path, {
    ...header,
    ...run.header,
    drill: { ...drill, ...run.drill },
  })
  if (run.talking === true) {
    const node = new SampleMachine('n1', journal('n1'))
    const client = new SampleMachine('c1', journal('clients'))
    converse(client, node, 20)
  } else for (const process of ['n1', 'clients']) appendFileSync(journal(process), '')
  for (const process of ['n1', 'clients']) writer.tail(process, journal(process))
  writer.planFault({ ...plannedFault, plannedAtMs: 1_500 })
  writer.faultApplied('f1', 1_500)
  writer.faultUndone('f1', 2_000)
  writer.faultMeasured('f1', {}, { proven: true, sentence: 'went down once' })
  for (const [atMs, phase] of PHASES) writer.note(atMs, 'phase', phase)
  writer.note(1_000, 'prediction', 'unsure')
  writer.note(1_100, 'prediction', 'breaks')
  writer.catchUp()
  writer.commit()
  const { history, end = 'seal' } = run
  if (history !== undefined) {
    alter(path, (database) => {
      database.exec('DELETE FROM history')
      const rows = new HistoryWriter(database)
      for (const event of history) rows.add({ ...event, client: `c${event.process + 1}` })
    })
  }
  if (end === 'seal') writer.seal({ ...verdictDocument, ...run.verdict })
  if (end === 'interrupt') writer.interrupt('Ctrl-C')
  writer.close()
  for (const process of ['n1', 'clients']) rmSync(journal(process))
}

const PHASES = [
  [0, 'warm-up'],
  [1_000, 'drill'],
  [3_000, 'recovery'],
  [3_000, 'final'],
  [3_100, 'done'],
] as const

/** Changes a run file as a stranger might. */
export function alter(path: string, change: (database: Database) => void): void {
  const database = new SQLite(path)
  try {
    change(database)
  } finally {
    database.close()
  }
}

export function alteredCopy(
  path: string,
  copy: string,
  change: (database: Database) => void,
): string {
  copyFileSync(path, copy)
  alter(copy, change)
  return copy
}

export function reading<Result>(path: string, read: (file: RunFile) => Result): Result {
  const opened = openRunFile(path)
  if (!opened.ok) throw new Error(opened.problem.message)
  try {
    return read(opened.file)
  } finally {
    opened.file.close()
  }
}
