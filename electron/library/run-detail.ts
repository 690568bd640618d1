/**
 * One run as the console shows it: bounded, whatever the file holds, and without the paths of the
 * computer that made it.
 */
import type { Database } from 'better-sqlite3'
import { statSync } from 'node:fs'
import { basename } from 'node:path'
import type { VerdictDocument } from '../../core/drills/verdict-document.ts'
import type { Prediction } from '../ipc/requests.ts'
import type { RunDetail } from '../ipc/shapes/runs.ts'
import type { RunFile } from '../recorder/open-run-file.ts'
import { lastStepAtUs, readProcesses } from '../recorder/queries/journal.ts'
import { readNotes, readTags } from '../recorder/queries/notes.ts'
import type { RunRow } from '../recorder/queries/run.ts'
import { readRun } from '../recorder/queries/run.ts'
import { readVerdict } from '../recorder/queries/verdict.ts'
import { bounded, boundedText, finite, SHOWN_ITEMS_MAX } from './bounded.ts'
import { RUN_EXTENSION } from './home.ts'
import { standingOf } from './run-status.ts'
import { isDrill, isVerdictDocument } from './shapes.ts'

/** The file is a run file, and what it holds is not what Faultline writes. */
export class UnsoundRunError extends Error {
  override name = 'UnsoundRunError'
}

/** The text of a drill file that is shown; the same as what may be saved. */
const SOURCE_SHOWN_MAX = 262_144
const LOG_LINES_SHOWN_MAX = 5_000
/** The same rule as `isForPeople`. */
const FOR_PEOPLE = `NOT (kind = 'schedule' AND substr(text, 1, 1) = '{')`

/** Throws `UnsoundRunError`, and what SQLite or the reader of JSON throws. */
export function readRunDetail({ path, database }: RunFile): RunDetail {
  const { run, verdict } = readChecked(database)
  const { header } = run
  const name = basename(path, RUN_EXTENSION)
  const { status, reason } = standingOf(path, run)
  const log = readLogShown(database)
  const notes = readNotes(database)
  const machines = readMachines(database)
  return {
    ...bounded({
      name,
      status,
      reason: reason ?? null,
      drill: header.drill,
      seed: header.seed,
      startedAt: header.startedAt,
      faultlineVersion: header.faultlineVersion,
      parent: parentOf(run),
      // What it says of a path is true of the computer that made it.
      verdict: verdict === undefined ? null : { ...verdict, run: name },
      machines,
      log: log.lines,
      notes,
      tags: readTags(database),
      troubles: [
        ...troublesOf(database),
        ...log.cut,
        ...cutShort({ notes, machines, faults: verdict?.faults, checks: verdict?.checks }),
      ],
    }),
    bytes: statSync(path).size,
    source: boundedText(header.source, SOURCE_SHOWN_MAX),
    simulated: header.simulated,
    durationMs: finite(verdict?.durationMs ?? lastStepAtUs(database) / 1000),
    prediction: readPrediction(database),
  }
}

export interface CheckedRun {
  readonly run: RunRow
  /** Absent in a run that was not judged. */
  readonly verdict?: VerdictDocument
}

/** The run and its verdict, of the shape that their readers rely on. */
export function readChecked(database: Database): CheckedRun {
  const run = readRun(database)
  if (run === undefined) throw new UnsoundRunError('it holds no run')
  if (!isDrill(run.header.drill)) {
    throw new UnsoundRunError('its drill is not written as Faultline writes them')
  }
  const verdict = readVerdict(database)
  if (verdict === undefined) return { run }
  if (!isVerdictDocument(verdict)) {
    throw new UnsoundRunError('its verdict is not written as Faultline writes them')
  }
  return { run, verdict }
}

function parentOf({ header }: RunRow): RunDetail['parent'] {
  if (header.parent === undefined) return null
  const { run, atMs, changes } = header.parent
  return { run, atMs: finite(atMs), changes }
}

/** Each as in its last life, in the order of their first. */
function readMachines(database: Database): RunDetail['machines'] {
  const lives = database.prepare('SELECT machine, role FROM life ORDER BY id').all()
  const roles = new Map<string, 'node' | 'client'>()
  for (const { machine, role } of lives as { machine: string; role: 'node' | 'client' }[]) {
    roles.set(machine, role)
  }
  return Array.from(roles, ([name, role]) => ({ name, role }))
}

interface LogShown {
  readonly lines: RunDetail['log']
  /** What is left out, as a sentence; none where nothing is. */
  readonly cut: readonly string[]
}

function readLogShown(database: Database): LogShown {
  const lines = database
    .prepare(
      `SELECT at_ms AS atMs, kind, text FROM log WHERE ${FOR_PEOPLE} ORDER BY at_ms, id LIMIT ?`,
    )
    .all(LOG_LINES_SHOWN_MAX) as RunDetail['log']
  const all = database
    .prepare(`SELECT count(*) FROM log WHERE ${FOR_PEOPLE}`)
    .pluck()
    .get() as number
  const left = all - lines.length
  return {
    lines: lines.map((line) => ({ ...line, atMs: finite(line.atMs) })),
    cut: left === 0 ? [] : [`the last ${left} lines of the log are not shown`],
  }
}

/** Lists that a reader would take for whole; the bounds are far above what Faultline writes. */
function cutShort(lists: {
  readonly [name: string]: readonly unknown[] | undefined
}): readonly string[] {
  return Object.entries(lists).flatMap(([name, { length } = []]) =>
    length <= SHOWN_ITEMS_MAX
      ? []
      : [`only the first ${SHOWN_ITEMS_MAX} of its ${length} ${name} are shown`],
  )
}

function troublesOf(database: Database): readonly string[] {
  return readProcesses(database).flatMap(({ name, trouble }) =>
    trouble === null ? [] : [`the journal of ${name} could not be read further: ${trouble}`],
  )
}

const PREDICTIONS: readonly string[] = ['holds', 'breaks', 'unsure'] satisfies Prediction[]

function readPrediction(database: Database): Prediction | null {
  const newest = database
    .prepare(`SELECT text FROM log WHERE kind = 'prediction' ORDER BY id DESC LIMIT 1`)
    .pluck()
    .get() as string | undefined
  return newest !== undefined && PREDICTIONS.includes(newest) ? (newest as Prediction) : null
}
