/**
 * The runs in a folder, newest first. A file that cannot be read as a run is in the list with
 * the reason; it never takes the list away from the others. An older file is read as it is: to
 * bring a thousand of them to the newest version for a list would take a minute.
 */
import { readdirSync, statSync } from 'node:fs'
import { join } from 'node:path'
import type { Verdict } from '../../core/checkers/checker.ts'
import { versionOf } from '../recorder/migrate.ts'
import { journalMigration } from '../recorder/migrations/0020-journal.ts'
import { verdictMigration } from '../recorder/migrations/0060-verdict.ts'
import { notesMigration } from '../recorder/migrations/0070-notes.ts'
import type { Migration } from '../recorder/migrations/migration.ts'
import type { RunFileProblem } from '../recorder/open-run-file.ts'
import { openRunFile } from '../recorder/open-run-file.ts'
import { lastStepAtUs } from '../recorder/queries/journal.ts'
import { readTags } from '../recorder/queries/notes.ts'
import type { RunStatus } from '../recorder/queries/run.ts'
import { readRun } from '../recorder/queries/run.ts'
import { readVerdictLine } from '../recorder/queries/verdict.ts'
import { RUN_EXTENSION, runsFolder } from './home.ts'
import { isDrill } from './shapes.ts'
import { standingOf } from './run-status.ts'

export interface RunLine {
  readonly ok: true
  /** The file's name without its extension; what `resolveRun` takes. */
  readonly name: string
  readonly path: string
  readonly bytes: number
  readonly drill: string
  readonly system: string
  readonly release: string
  readonly seed: string
  readonly simulated: boolean
  /** RFC 3339, UTC. */
  readonly startedAt: string
  readonly durationMs: number
  readonly status: RunStatus
  readonly reason?: string
  /** Null for a run that was not judged. */
  readonly verdict: Verdict | null
  /** Of every result; null where nobody counted them. */
  readonly operations: number | null
  readonly tags: readonly string[]
  /** The run that it continues, and from when, ms since the workload began; null: it is no fork. */
  readonly parent: { readonly run: string; readonly atMs: number } | null
}

export interface BrokenRunLine {
  readonly ok: false
  readonly name: string
  readonly path: string
  readonly problem: RunFileProblem
}

/** An absent folder holds no runs. Broken files come last. */
export function listRuns(
  folder = runsFolder(),
  read: typeof readRunLine = readRunLine,
): readonly (RunLine | BrokenRunLine)[] {
  return runNames(folder)
    .map((name) => read(name, join(folder, `${name}${RUN_EXTENSION}`)))
    .sort(newestFirst)
}

/** Names of the run files in `folder`, without extension, in order. */
export function runNames(folder: string): readonly string[] {
  let files: string[]
  try {
    files = readdirSync(folder)
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return []
    throw error
  }
  return files
    .filter((file) => file.endsWith(RUN_EXTENSION))
    .map((file) => file.slice(0, -RUN_EXTENSION.length))
    .sort()
}

/** The line of one run, whatever is wrong with its file. */
export function readRunLine(name: string, path: string): RunLine | BrokenRunLine {
  const opened = openRunFile(path, 'as-it-is')
  if (!opened.ok) return { ok: false, name, path, problem: opened.problem }
  const { database } = opened.file
  try {
    const run = readRun(database)
    if (run === undefined) {
      return { ok: false, name, path, problem: { kind: 'damaged', message: 'it holds no run' } }
    }
    if (!isDrill(run.header.drill)) {
      const message = 'its drill is not written as Faultline writes them'
      return { ok: false, name, path, problem: { kind: 'hostile', message } }
    }
    const has = hasSince(versionOf(database))
    const verdict = has(verdictMigration) ? readVerdictLine(database) : undefined
    const { drill, seed, simulated, startedAt, parent } = run.header
    return {
      ok: true,
      name,
      path,
      bytes: statSync(path).size,
      drill: drill.name,
      system: drill.system.kind,
      release: drill.system.release,
      seed,
      simulated,
      startedAt,
      durationMs:
        verdict?.durationMs ?? (has(journalMigration) ? lastStepAtUs(database) / 1000 : 0),
      ...standingOf(path, run),
      verdict: verdict?.verdict ?? null,
      operations: verdict?.operations ?? null,
      tags: has(notesMigration) ? readTags(database) : [],
      parent: parent === undefined ? null : { run: parent.run, atMs: parent.atMs },
    }
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error)
    return { ok: false, name, path, problem: { kind: 'damaged', message } }
  } finally {
    opened.file.close()
  }
}

/** Whether a file of `version` has what a migration brought. */
function hasSince(version: number): (migration: Migration) => boolean {
  return ({ number }) => version >= number
}

function newestFirst(left: RunLine | BrokenRunLine, right: RunLine | BrokenRunLine): number {
  if (left.ok !== right.ok) return left.ok ? -1 : 1
  if (left.ok && right.ok && left.startedAt !== right.startedAt) {
    return left.startedAt > right.startedAt ? -1 : 1
  }
  return left.name > right.name ? -1 : 1
}
