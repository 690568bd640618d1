/**
 * Opens a run file to read it. A run file may come from a stranger, so it is opened read-only
 * and believed nothing: it must be an SQLite file of ours, of a version that we know, whose
 * schema is word for word the one that our migrations make (no trigger, no view, no virtual
 * table can then be in it), none of its cells may be of a size that ours never have, and SQLite
 * must find its structure sound.
 *
 * What keeps a file from being opened is an answer, not an exception.
 */
import SQLite from 'better-sqlite3'
import type { Database } from 'better-sqlite3'
import {
  closeSync,
  copyFileSync,
  existsSync,
  mkdtempSync,
  openSync,
  readSync,
  rmSync,
} from 'node:fs'
import { statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { basename, join } from 'node:path'
import { findOversized, HEADER_TABLES, SMALL_TABLES } from './cell-sizes.ts'
import { APPLICATION_ID, migrate, NEWEST_VERSION, versionOf } from './migrate.ts'

/** Larger files are not opened. */
export const RUN_FILE_BYTES_MAX = 64 * 1024 ** 3
/** Up to this size the whole structure is checked, beyond it all but the journals. */
export const QUICK_CHECK_BYTES_MAX = 256 * 1024 ** 2

export interface RunFileProblem {
  readonly kind:
    | 'missing'
    | 'unreadable'
    | 'too-large'
    | 'not-sqlite'
    /** An SQLite file of another application. */
    | 'foreign'
    /** Written by a later version of Faultline. */
    | 'newer'
    /** Its schema is not ours. */
    | 'hostile'
    | 'damaged'
  /** One sentence for people. */
  readonly message: string
}

export interface RunFile {
  readonly path: string
  readonly database: Database
  close(): void
}

export type OpenedRunFile =
  | { readonly ok: true; readonly file: RunFile }
  | { readonly ok: false; readonly problem: RunFileProblem }

/**
 * How much is looked at. `cells` skips the search for damage, for a file in which none was found
 * before; `header` also passes over what a list of runs does not read. With `as-it-is`, so little
 * is looked at too, and an older file is not brought to the newest version, which takes a copy of
 * it: whoever reads it knows what its version has.
 */
export type RunFileCheck = 'as-it-is' | 'header' | 'cells' | 'all'

export function openRunFile(path: string, check: RunFileCheck = 'all'): OpenedRunFile {
  const refused = checkHeader(path)
  if (refused !== null) return { ok: false, problem: refused }
  let file: RunFile | null = null
  try {
    file = openReadOnly(path)
    const problem =
      checkSchema(file.database) ??
      (check === 'all' ? checkPages(file) : null) ??
      checkCells(file.database, looksAtAll(check) ? SMALL_TABLES : HEADER_TABLES)
    if (problem !== null) {
      file.close()
      return { ok: false, problem }
    }
    if (check !== 'as-it-is' && versionOf(file.database) < NEWEST_VERSION) {
      file.close()
      file = openCopy(path)
      migrate(file.database)
      file.database.pragma('query_only = ON')
    }
    return { ok: true, file }
  } catch (error) {
    file?.close()
    return { ok: false, problem: { kind: 'damaged', message: `damaged: ${messageOf(error)}` } }
  }
}

function looksAtAll(check: RunFileCheck): boolean {
  return check === 'cells' || check === 'all'
}

/** How long to wait for somebody who reads or writes the file at the moment, ms. */
const WRITE_TIMEOUT_MS = 2_000

/**
 * Opens a run file to add to it, after it passed every check of `openRunFile`; an older one is
 * brought to the newest version in its place. The caller must hold the lock of the run.
 */
export function openRunFileToWrite(path: string, check: RunFileCheck = 'all'): OpenedRunFile {
  const opened = openRunFile(path, check)
  if (!opened.ok) return opened
  opened.file.close()
  let database: Database | null = null
  try {
    database = new SQLite(path, { fileMustExist: true, timeout: WRITE_TIMEOUT_MS })
    harden(database)
    // Once more: between the two openings the file may have become another.
    const problem = checkSchema(database)
    if (problem !== null) {
      database.close()
      return { ok: false, problem }
    }
    migrate(database)
    const opened = database
    return { ok: true, file: { path, database: opened, close: () => opened.close() } }
  } catch (error) {
    database?.close()
    return { ok: false, problem: { kind: 'unreadable', message: messageOf(error) } }
  }
}

const MAGIC = Buffer.from('SQLite format 3\0', 'latin1')
const HEADER_BYTES = 100
const USER_VERSION_AT = 60
const APPLICATION_ID_AT = 68

/** Reads the header without SQLite, so that a file that is none of ours is never opened. */
function checkHeader(path: string): RunFileProblem | null {
  const header = Buffer.alloc(HEADER_BYTES)
  let got: number
  try {
    const size = statSync(path).size + sizeOf(`${path}-wal`)
    if (size > RUN_FILE_BYTES_MAX) {
      return { kind: 'too-large', message: `${size} bytes are more than a run file may have` }
    }
    const descriptor = openSync(path, 'r')
    got = readSync(descriptor, header, 0, HEADER_BYTES, 0)
    closeSync(descriptor)
  } catch (error) {
    const missing = (error as NodeJS.ErrnoException).code === 'ENOENT'
    if (missing) return { kind: 'missing', message: `there is no file ${path}` }
    return { kind: 'unreadable', message: messageOf(error) }
  }
  if (got < HEADER_BYTES || !header.subarray(0, MAGIC.length).equals(MAGIC)) {
    return { kind: 'not-sqlite', message: 'not an SQLite file, so not a run file' }
  }
  return checkNumbers(header.readInt32BE(APPLICATION_ID_AT), header.readInt32BE(USER_VERSION_AT))
}

function checkNumbers(applicationId: number, version: number): RunFileProblem | null {
  if (applicationId !== APPLICATION_ID) {
    return { kind: 'foreign', message: 'an SQLite file of another application, not a run file' }
  }
  if (version > NEWEST_VERSION) {
    const message = `written by a later Faultline (format ${version}, known up to ${NEWEST_VERSION})`
    return { kind: 'newer', message }
  }
  return null
}

/**
 * Reading a file whose writer was killed means finishing its write-ahead log in shared memory
 * beside it. Where nothing can be written there, a private copy is read instead.
 */
function openReadOnly(path: string): RunFile {
  try {
    const database = new SQLite(path, { readonly: true, fileMustExist: true })
    try {
      harden(database)
      database.prepare('SELECT count(*) FROM sqlite_schema').get()
      return { path, database, close: () => database.close() }
    } catch (error) {
      database.close()
      throw error
    }
  } catch (error) {
    if (!cannotWriteBeside(error)) throw error
    return openCopy(path)
  }
}

function cannotWriteBeside(error: unknown): boolean {
  if (!(error instanceof SQLite.SqliteError)) return false
  return error.code.startsWith('SQLITE_CANTOPEN') || error.code.startsWith('SQLITE_READONLY')
}

/** Opens a private copy, with its write-ahead log if it has one; closing it deletes the copy. */
export function openCopy(path: string): RunFile {
  const folder = mkdtempSync(join(tmpdir(), 'faultline-open-'))
  const remove = (): void => rmSync(folder, { recursive: true, force: true })
  try {
    const copy = join(folder, basename(path))
    copyFileSync(path, copy)
    if (existsSync(`${path}-wal`)) copyFileSync(`${path}-wal`, `${copy}-wal`)
    const database = new SQLite(copy, { fileMustExist: true })
    harden(database)
    return {
      path,
      database,
      close(): void {
        database.close()
        remove()
      },
    }
  } catch (error) {
    remove()
    throw error
  }
}

function harden(database: Database): void {
  database.pragma('trusted_schema = OFF')
  database.pragma('cell_size_check = ON')
}

interface SchemaRow {
  readonly type: string
  readonly name: string
  readonly sql: string | null
}

function checkSchema(database: Database): RunFileProblem | null {
  const version = versionOf(database)
  const applicationId = database.pragma('application_id', { simple: true }) as number
  const refused = checkNumbers(applicationId, version)
  if (refused !== null) return refused
  const expected = expectedSchema(version)
  if (expected !== null && JSON.stringify(schemaOf(database)) === expected) return null
  return { kind: 'hostile', message: 'its tables are not those of a run file; it was altered' }
}

const expectedSchemas = new Map<number, string | null>()

/** The schema of a run file of that version, as text; null where there is no such version. */
function expectedSchema(version: number): string | null {
  const known = expectedSchemas.get(version)
  if (known !== undefined) return known
  const expected = new SQLite(':memory:')
  migrate(expected, version)
  const schema = versionOf(expected) === version ? JSON.stringify(schemaOf(expected)) : null
  expected.close()
  // A file may say any version up to ours; only the few that there are get remembered.
  if (schema !== null) expectedSchemas.set(version, schema)
  return schema
}

function schemaOf(database: Database): SchemaRow[] {
  return database
    .prepare('SELECT type, name, sql FROM sqlite_schema ORDER BY type, name')
    .all() as SchemaRow[]
}

/** Rows that say more than this much of one bad page help nobody. */
const QUICK_CHECK_ROWS = 3

function checkPages(file: RunFile): RunFileProblem | null {
  const { database } = file
  const small = statSync(file.path).size <= QUICK_CHECK_BYTES_MAX
  const tables = small ? [null] : tablesOf(database).filter((table) => table !== 'journal_chunk')
  for (const table of tables) {
    const rows = database.pragma(`quick_check(${table ?? QUICK_CHECK_ROWS})`) as {
      readonly quick_check: string
    }[]
    const first = rows[0]?.quick_check
    if (first !== 'ok') return { kind: 'damaged', message: `damaged: ${first ?? 'unreadable'}` }
  }
  return null
}

function checkCells(database: Database, tables: readonly string[]): RunFileProblem | null {
  const message = findOversized(database, tables)
  return message === null ? null : { kind: 'hostile', message }
}

function tablesOf(database: Database): string[] {
  return schemaOf(database)
    .filter((row) => row.type === 'table')
    .map((row) => row.name)
}

function sizeOf(path: string): number {
  return existsSync(path) ? statSync(path).size : 0
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error)
}
