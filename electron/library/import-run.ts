/**
 * Brings a run file from elsewhere into the library. It joins only after every check that any run
 * file must pass, and after its drill and verdict were found readable; a file that does not is
 * left where it was, and the library as it was.
 */
import SQLite from 'better-sqlite3'
import { lstatSync, mkdirSync, mkdtempSync, realpathSync, renameSync, rmSync } from 'node:fs'
import { basename, dirname, join, resolve } from 'node:path'
import { refuse } from '../ipc/envelope.ts'
import { openRunFile } from '../recorder/open-run-file.ts'
import { readRun, setRunStatus } from '../recorder/queries/run.ts'
import { isRunLocked, lockPathOf } from '../recorder/run-lock.ts'
import { RUN_EXTENSION, reservePath, safeName } from './home.ts'
import { isLibraryName } from './library-file.ts'
import { readFailure } from './read-failure.ts'
import { readChecked } from './run-detail.ts'

/** Larger files are not taken. */
export const IMPORT_BYTES_MAX = 1024 ** 3

/** Where files lie that have not joined yet. */
export const INCOMING_PREFIX = '.incoming-'

const CUT_SHORT = 'it was cut short on the computer that it came from'

/**
 * Copies the run file at `path` into the library, its write-ahead log included, and gives the name
 * under which it joined. A run of the library itself is left where it is. Throws `CallError`.
 */
export async function importRunFile(
  path: string,
  { runs }: { readonly runs: string },
): Promise<string> {
  const own = nameInLibrary(path, runs)
  if (own !== null) return own
  if (isRunLocked(path)) throw refuse('the run is being recorded; open it when it has ended')
  const opened = openRunFile(path)
  if (!opened.ok) throw refuse(opened.problem.message)
  const folder = incomingFolder(runs)
  try {
    const copy = join(folder, `copy${RUN_EXTENSION}`)
    await opened.file.database.backup(copy)
    return admitRunFile(copy, basename(path), runs)
  } finally {
    opened.file.close()
    rmSync(folder, { recursive: true, force: true })
  }
}

/**
 * Checks the file at `path`, which lies in an incoming folder, and moves it into the library.
 * Gives the name under which it joined: that of `fileName` as far as it is safe and free.
 */
export function admitRunFile(path: string, fileName: string, runs: string): string {
  const opened = openRunFile(path)
  if (!opened.ok) throw refuse(opened.problem.message)
  let running: boolean
  try {
    running = readChecked(opened.file.database).run.status === 'running'
  } catch (error) {
    const why = readFailure(error)
    throw why === null ? error : refuse(why)
  } finally {
    opened.file.close()
  }
  // Nobody records it any more, and the journals that it names are those of another computer.
  if (running) endIt(path)
  const destination = reservePath(nameFor(fileName), runs)
  try {
    renameSync(path, destination)
  } finally {
    rmSync(lockPathOf(destination), { force: true })
  }
  return basename(destination, RUN_EXTENSION)
}

/** A private folder for what has not joined yet, on the file system of the library. */
export function incomingFolder(runs: string): string {
  mkdirSync(runs, { recursive: true, mode: 0o700 })
  return mkdtempSync(join(runs, INCOMING_PREFIX))
}

/** The file name without folders and extension, made safe. */
export function nameFor(fileName: string): string {
  const last = fileName.split(/[\\/]/).at(-1) ?? ''
  return safeName(last.replace(/\.faultline$/i, ''))
}

function nameInLibrary(path: string, runs: string): string | null {
  try {
    const isThere = realpathSync(dirname(resolve(path))) === realpathSync(runs)
    const isRun = path.endsWith(RUN_EXTENSION) && lstatSync(path).isFile()
    const name = basename(path, RUN_EXTENSION)
    return isThere && isRun && isLibraryName(name) ? name : null
  } catch {
    return null
  }
}

function endIt(path: string): void {
  const database = new SQLite(path, { fileMustExist: true })
  try {
    if (readRun(database)?.status === 'running') setRunStatus(database, 'interrupted', CUT_SHORT)
  } finally {
    database.close()
  }
}
