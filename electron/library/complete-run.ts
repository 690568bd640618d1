/**
 * Completes an own run whose recorder was killed: brings in what the journals of its processes
 * still hold, then removes the private folder that the killed conductor could not remove.
 *
 * A run file says itself where its journals are, and it may have come from a stranger or be a
 * copy. So nothing is believed and nothing is done unless all of this holds: the file lies in the
 * library; every journal lies in one folder of the kind that a conductor makes, directly in the
 * folder for temporary files, owned by this user; nothing has been written to it for a while;
 * and no run of the library is being recorded. Whatever is in doubt stays as it is.
 */
import { lstatSync, readdirSync, realpathSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { basename, dirname, join, relative, resolve, sep } from 'node:path'
import { openRunFile } from '../recorder/open-run-file.ts'
import { readProcesses, type ProcessRow } from '../recorder/queries/journal.ts'
import { readRun } from '../recorder/queries/run.ts'
import { recoverRun } from '../recorder/recover-run.ts'
import { isRunLocked } from '../recorder/run-lock.ts'
import { RUN_EXTENSION, runsFolder } from './home.ts'
import { runNames } from './list-runs.ts'

export type Completion =
  /** Not an own run that was cut short, or not yet safe to touch. */
  | { readonly kind: 'nothing-to-do' }
  | {
      readonly kind: 'completed'
      /** How many came from the journals on disk. */
      readonly journalEntries: number
      /** The folder, where it was kept because a journal in it could not be read to its end. */
      readonly kept: string | null
    }
  /** One sentence for people; the run is as it was, or is completed and its folder stays. */
  | { readonly kind: 'failed'; readonly message: string }

export interface CompleteOptions {
  /** The library. */
  readonly runs?: string
  /** Where conductors make their private folders. */
  readonly temporary?: string
  /** Milliseconds since 1970. */
  readonly now?: number
}

/** As `mkdtemp` makes it for a conductor. */
const FOLDER_NAME = /^faultline-run-[A-Za-z0-9]{6}$/

/** Journals of a living cluster grow many times a second; nodes that lost theirs end sooner. */
export const QUIET_MS = 5_000

const NOTHING: Completion = { kind: 'nothing-to-do' }

export function completeRun(path: string, options: CompleteOptions = {}): Completion {
  const { runs = runsFolder(), temporary = tmpdir(), now = Date.now() } = options
  try {
    if (!isOwn(path, runs)) return NOTHING
    const journals = journalsOfCutShort(path)
    if (journals === null) return NOTHING
    const folder = privateFolder(journals, temporary)
    if (folder === null || !isQuiet(journals, now) || isAnyRecorded(runs)) return NOTHING
    const recovery = recoverRun(path)
    if (recovery.kind === 'nothing-to-do') return NOTHING
    if (recovery.kind === 'refused') return { kind: 'failed', message: recovery.problem.message }
    const { journalEntries, whole } = recovery
    if (whole) rmSync(folder, { recursive: true, force: true, maxRetries: 3 })
    return { kind: 'completed', journalEntries, kept: whole ? null : folder }
  } catch (error) {
    return { kind: 'failed', message: error instanceof Error ? error.message : String(error) }
  }
}

/** A plain file of the library itself, not a link to somewhere else. */
function isOwn(path: string, runs: string): boolean {
  const status = lstatSync(path, { throwIfNoEntry: false })
  if (status === undefined || !status.isFile() || !isMine(status.uid)) return false
  if (!basename(path).endsWith(RUN_EXTENSION)) return false
  const library = lstatSync(runs, { throwIfNoEntry: false })
  return library !== undefined && realpathSync(dirname(resolve(path))) === realpathSync(runs)
}

/** The journals of a run that says `running` and has no living writer; null for other runs. */
function journalsOfCutShort(path: string): readonly ProcessRow[] | null {
  if (isRunLocked(path)) return null
  const opened = openRunFile(path, 'header')
  if (!opened.ok) return null
  const { database } = opened.file
  try {
    if (readRun(database)?.status !== 'running') return null
    return readProcesses(database)
  } finally {
    opened.file.close()
  }
}

/** The one folder that holds all `journals`, if it is surely one that a conductor made. */
function privateFolder(journals: readonly ProcessRow[], temporary: string): string | null {
  const names = new Set(journals.map(({ journalPath }) => nameBelow(temporary, journalPath)))
  const [name] = names
  if (names.size !== 1 || name === undefined || name === null) return null
  const folder = join(temporary, name)
  const status = lstatSync(folder, { throwIfNoEntry: false })
  if (status === undefined || !status.isDirectory() || !isMine(status.uid)) return null
  const real = realpathSync(folder)
  const inside = journals.every(({ journalPath, recordedBytes }) => {
    const found = lstatSync(journalPath, { throwIfNoEntry: false })
    // A process that had not begun has none.
    if (found === undefined) return recordedBytes === 0
    return found.isFile() && realpathSync(journalPath).startsWith(real + sep)
  })
  return inside ? folder : null
}

/** `faultline-run-Ab12Cd` for a journal somewhere inside it. */
function nameBelow(temporary: string, journal: string): string | null {
  const [name, ...inside] = relative(resolve(temporary), resolve(journal)).split(sep)
  return name !== undefined && FOLDER_NAME.test(name) && inside.length > 0 ? name : null
}

function isQuiet(journals: readonly ProcessRow[], now: number): boolean {
  return journals.every(({ journalPath }) => {
    const found = statSync(journalPath, { throwIfNoEntry: false })
    return found === undefined || found.mtimeMs < now - QUIET_MS
  })
}

/** A copy of a run that is being recorded has no writer itself, but its journals have. */
function isAnyRecorded(runs: string): boolean {
  const locks = new Set(readdirSync(runs))
  return runNames(runs).some((name) => {
    const file = name + RUN_EXTENSION
    return locks.has(`${file}-lock`) && isRunLocked(join(runs, file))
  })
}

/** Windows keeps no owner here; its folder for temporary files belongs to the user. */
function isMine(uid: number): boolean {
  return process.getuid === undefined || process.getuid() === uid
}
