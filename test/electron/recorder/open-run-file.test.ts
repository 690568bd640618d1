/**
 * Goal: only sound run files of a known version are opened, and each other kind is refused with
 * its own reason. Method: real files, spoiled in one way each.
 */
import SQLite from 'better-sqlite3'
import type { Database } from 'better-sqlite3'
import { copyFileSync, existsSync, mkdirSync, readdirSync, readFileSync } from 'node:fs'
import { truncateSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { beforeAll, expect, test } from 'vitest'
import { APPLICATION_ID, migrate, NEWEST_VERSION } from '../../../electron/recorder/migrate.ts'
import {
  openCopy,
  openRunFile,
  RUN_FILE_BYTES_MAX,
} from '../../../electron/recorder/open-run-file.ts'
import { readRun } from '../../../electron/recorder/queries/run.ts'
import { RunWriter } from '../../../electron/recorder/run-writer.ts'
import { header, SampleMachine, verdictDocument } from './sample-run.ts'
import { PAGE_BYTES } from '../../../electron/recorder/create-run-file.ts'
import { useFolder } from '../../folders/use-folder.ts'

const folder = useFolder('open-test', { brokenRuns: 'written by hand, of machines that only talk' })
const good = join(folder, 'good.faultline')

beforeAll(() => {
  new SampleMachine('n1', join(folder, 'journal'))
  const writer = RunWriter.create(good, header)
  writer.tail('n1', join(folder, 'journal'))
  writer.seal(verdictDocument)
  writer.close()
})

function spoiled(name: string, spoil: (database: Database) => void): string {
  const path = join(folder, `${name}.faultline`)
  copyFileSync(good, path)
  const database = new SQLite(path)
  spoil(database)
  database.close()
  return path
}

function problemOf(path: string): string {
  const opened = openRunFile(path)
  if (!opened.ok) return `${opened.problem.kind}: ${opened.problem.message}`
  opened.file.close()
  return 'none'
}

test('a sound file opens, cannot be written through, and leaves nothing beside it', () => {
  const place = join(folder, 'alone')
  mkdirSync(place)
  const path = join(place, 'a.faultline')
  copyFileSync(good, path)
  const opened = openRunFile(path)
  if (!opened.ok) throw new Error(opened.problem.message)
  const { database } = opened.file
  expect(() => database.exec('DELETE FROM run')).toThrow(/readonly/)
  expect(() => {
    database.pragma('writable_schema = ON')
    database.exec("UPDATE sqlite_schema SET sql = 'x'")
  }).toThrow()
  opened.file.close()
  expect(readdirSync(place)).toEqual(['a.faultline'])
})

test('what is no run file is told apart', () => {
  writeFileSync(join(folder, 'letter'), 'Dear Ada, '.repeat(40))
  writeFileSync(join(folder, 'empty'), '')
  const foreign = new SQLite(join(folder, 'foreign'))
  foreign.exec('CREATE TABLE run (id INTEGER)')
  foreign.close()
  const garbled = readFileSync(join(folder, 'foreign')).fill(0xaa, 100)
  writeFileSync(join(folder, 'garbled'), garbled)
  expect(problemOf(join(folder, 'garbled'))).toMatch(/^foreign: /)
  expect(problemOf(join(folder, 'nowhere'))).toMatch(/^missing: there is no file/)
  expect(problemOf(folder)).toMatch(/^unreadable: /)
  expect(problemOf(join(folder, 'letter'))).toMatch(/^not-sqlite: /)
  expect(problemOf(join(folder, 'empty'))).toMatch(/^not-sqlite: /)
  expect(problemOf(join(folder, 'foreign'))).toMatch(/^foreign: .* another application/)
})

test('a newer file is refused by its version', () => {
  const path = spoiled('newer', (database) => database.pragma('user_version = 990'))
  expect(problemOf(path)).toMatch(/^newer: written by a later Faultline \(format 990, known up to/)
})

test('a schema that is not ours word for word is refused', () => {
  const schemas: readonly (readonly [string, string])[] = [
    ['trigger', 'CREATE TRIGGER t AFTER INSERT ON note BEGIN DELETE FROM run; END'],
    ['view', 'DROP TABLE note; CREATE VIEW note AS SELECT 1 AS id'],
    ['virtual', 'CREATE VIRTUAL TABLE t USING fts5(text)'],
    ['more', 'CREATE TABLE secrets (text TEXT) STRICT'],
    ['less', 'DROP TABLE metric'],
    ['other', 'DROP TABLE tag; CREATE TABLE tag (name TEXT PRIMARY KEY)'],
    ['index', 'CREATE INDEX note_by_text ON note (upper(text))'],
  ]
  for (const [name, sql] of schemas) {
    const path = spoiled(`schema-${name}`, (database) => database.exec(sql))
    expect(`${name}: ${problemOf(path)}`).toMatch(/: hostile: its tables are not those/)
  }
  const odd = spoiled('odd', (database) => database.pragma('user_version = 35'))
  expect(problemOf(odd)).toMatch(/^hostile: /)
  const zero = spoiled('zero', (database) => database.pragma('user_version = 0'))
  expect(problemOf(zero)).toMatch(/^hostile: /)
})

test('damage anywhere in the file is an answer, never a crash', () => {
  const bytes = readFileSync(good)
  const path = join(folder, 'flipped.faultline')
  let damaged = 0
  for (let page = 0; page * PAGE_BYTES < bytes.length; page++) {
    const copy = Buffer.from(bytes)
    // The header of a page of the tree: a wrong cell count or a wrong kind of page.
    const at = page * PAGE_BYTES
    copy.fill(0xaa, at + (page === 0 ? 100 : 0), at + (page === 0 ? 108 : 8))
    writeFileSync(path, copy)
    const problem = problemOf(path)
    expect(problem).toMatch(/^(none|damaged|hostile)/)
    if (problem !== 'none') damaged++
  }
  expect(damaged).toBeGreaterThan(bytes.length / PAGE_BYTES / 2)
  copyFileSync(good, path)
  truncateSync(path, bytes.length - PAGE_BYTES)
  expect(problemOf(path)).toMatch(/^damaged/)
})

test('a file beyond the size limit is not even looked at', () => {
  const path = join(folder, 'huge.faultline')
  copyFileSync(good, path)
  truncateSync(path, RUN_FILE_BYTES_MAX + 1)
  expect(problemOf(path)).toMatch(/^too-large/)
})

test('an older file is brought forward in a copy and stays as it is', () => {
  const path = join(folder, 'older.faultline')
  const database = new SQLite(path)
  migrate(database, NEWEST_VERSION - 10)
  database.close()
  const before = readFileSync(path)
  const opened = openRunFile(path)
  if (!opened.ok) throw new Error(opened.problem.message)
  const { database: read } = opened.file
  expect(read.pragma('user_version', { simple: true })).toBe(NEWEST_VERSION)
  expect(read.prepare('SELECT count(*) FROM event').pluck().get()).toBe(0)
  expect(() => read.exec("INSERT INTO tag VALUES ('x')")).toThrow()
  opened.file.close()
  expect(readFileSync(path)).toEqual(before)
})

test('where nothing can be written beside a file, a private copy is read and removed', () => {
  const file = openCopy(good)
  expect(readRun(file.database)?.header).toEqual(header)
  const own = file.database.name
  file.close()
  expect(own).not.toBe(good)
  expect(existsSync(dirname(own))).toBe(false)
})

test('the application id spells the name', () => {
  const letters = Buffer.alloc(4)
  letters.writeInt32BE(APPLICATION_ID)
  expect(letters.toString('latin1')).toBe('FLTL')
})
