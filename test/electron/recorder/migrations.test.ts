/**
 * Goal: each migration makes what it says on top of the version before it, keeps what was there
 * and lets in only what belongs. Method: a file at the version before, with a row of each table
 * that it had; then the one step.
 */
import SQLite from 'better-sqlite3'
import type { Database } from 'better-sqlite3'
import { expect, test } from 'vitest'
import {
  APPLICATION_ID,
  migrate,
  MIGRATIONS,
  versionOf,
} from '../../../electron/recorder/migrate.ts'

/** A row that a table must take, and rows that it must refuse. */
interface Sample {
  readonly table: string
  readonly good: string
  readonly bad: readonly string[]
}

const SAMPLES: { readonly [version: number]: readonly Sample[] } = {
  10: [
    {
      table: 'run',
      good: `INSERT INTO run (id, drill, document, source, seed, simulated, started_at,
        faultline_version, status) VALUES (1, 'd', '{}', '', 's', 0, 't', 'v', 'running')`,
      bad: [
        `UPDATE run SET id = 2`,
        `UPDATE run SET status = 'lost'`,
        `UPDATE run SET simulated = 7`,
        `UPDATE run SET seed = NULL`,
      ],
    },
  ],
  20: [
    {
      table: 'process',
      good: `INSERT INTO process (name, journal_path) VALUES ('n1', '/j')`,
      bad: [`INSERT INTO process (name, journal_path) VALUES ('n1', '/k')`],
    },
    {
      table: 'life',
      good: `INSERT INTO life (process, machine, incarnation, role, at_us, spec)
        VALUES ('n1', 'n1', 1, 'node', 0, '{}')`,
      bad: [
        `UPDATE life SET role = 'king'`,
        `UPDATE life SET process = 'nobody'`,
        `UPDATE life SET incarnation = 'first'`,
      ],
    },
    {
      table: 'journal_chunk',
      good: `INSERT INTO journal_chunk (process, at_offset, entries, first_at_us, last_at_us, bytes)
        VALUES ('n1', 0, 1, 0, 0, x'00')`,
      bad: [
        `INSERT INTO journal_chunk (process, at_offset, entries, first_at_us, last_at_us, bytes)
         VALUES ('n1', 0, 1, 0, 0, x'00')`,
        `UPDATE journal_chunk SET bytes = 'text'`,
        `DELETE FROM process`,
      ],
    },
  ],
  30: [
    {
      table: 'history',
      good: `INSERT INTO history (time_ns, process, type, f, client)
        VALUES (1, 0, 'invoke', 'read', 'c1')`,
      bad: [`UPDATE history SET type = 'maybe'`, `UPDATE history SET time_ns = 'noon'`],
    },
    {
      table: 'report',
      good: `INSERT INTO report (at_us, machine, role, incarnation, type, body)
        VALUES (1, 'n1', 'node', 1, 'elected', '{}')`,
      bad: [`UPDATE report SET body = NULL`, `UPDATE report SET role = 'king'`],
    },
  ],
  40: [
    {
      table: 'fault',
      good: `INSERT INTO fault (id, kind, target, parameters, apply, undo, planned_at_ms)
        VALUES ('f1', 'kill', 'n1', '{}', '[]', '[]', 1.5)`,
      bad: [
        `INSERT INTO fault (id, kind, target, parameters, apply, undo, planned_at_ms)
         VALUES ('f1', 'kill', 'n1', '{}', '[]', '[]', 1.5)`,
        `UPDATE fault SET undo = NULL`,
        `UPDATE fault SET proven = 3`,
      ],
    },
  ],
  50: [
    {
      table: 'log',
      good: `INSERT INTO log (at_ms, kind, text) VALUES (1, 'phase', 'x')`,
      bad: [`UPDATE log SET text = NULL`],
    },
    {
      table: 'metric',
      good: `INSERT INTO metric (at_ms, name, value) VALUES (1, 'ok', 2)`,
      bad: [`UPDATE metric SET value = 'many'`],
    },
  ],
  60: [
    {
      table: 'verdict',
      good: `INSERT INTO verdict (id, verdict, duration_ms, document) VALUES (1, 'valid', 1, '{}')`,
      bad: [`UPDATE verdict SET verdict = 'fine'`, `UPDATE verdict SET id = 2`],
    },
    {
      table: 'check_result',
      good: `INSERT INTO check_result (name, verdict, summary, steps) VALUES ('l', 'valid', '', 1)`,
      bad: [`UPDATE check_result SET verdict = 'fine'`],
    },
  ],
  70: [
    {
      table: 'note',
      good: `INSERT INTO note (written_at, at_us, text) VALUES ('t', NULL, 'x')`,
      bad: [`UPDATE note SET text = NULL`],
    },
    {
      table: 'tag',
      good: `INSERT INTO tag (name) VALUES ('flaky')`,
      bad: [`INSERT INTO tag (name) VALUES ('flaky')`],
    },
  ],
  80: [
    {
      table: 'event',
      good: `INSERT INTO event (at_us, machine, incarnation, kind, sends, lamport,
        hybrid_wall_ms, hybrid_counter, summary) VALUES (1, 'n1', 1, 'boot', 0, 0, 0, 0, '')`,
      bad: [`UPDATE event SET machine = NULL`, `UPDATE event SET at_us = 1.5`],
    },
  ],
  90: [
    {
      table: 'timeline_column',
      good: `INSERT INTO timeline_column (name, bytes) VALUES ('at_us', x'00')`,
      bad: [
        `INSERT INTO timeline_column (name, bytes) VALUES ('at_us', x'00')`,
        `UPDATE timeline_column SET bytes = 'text'`,
      ],
    },
  ],
  100: [
    {
      table: 'state_page',
      good: `INSERT INTO state_page (machine, incarnation, from_us, to_us, bytes)
        VALUES ('n1', 1, 0, 5, x'00')`,
      bad: [`UPDATE state_page SET machine = NULL`, `UPDATE state_page SET bytes = 'text'`],
    },
  ],
  110: [],
  120: [],
}

function fileAt(version: number): Database {
  const database = new SQLite(':memory:')
  database.pragma('foreign_keys = ON')
  migrate(database, version)
  for (const { number } of MIGRATIONS) {
    if (number > version) break
    for (const { good } of SAMPLES[number] ?? []) database.exec(good)
  }
  return database
}

function tables(database: Database): unknown[] {
  return database
    .prepare("SELECT name FROM sqlite_schema WHERE type = 'table' ORDER BY rowid")
    .pluck()
    .all()
}

for (const [place, { number }] of MIGRATIONS.entries()) {
  const before = MIGRATIONS[place - 1]?.number ?? 0

  test(`migration ${number} follows ${before} and keeps what was there`, () => {
    const database = fileAt(before)
    const had = tables(database)
    migrate(database, number)
    const samples = SAMPLES[number] ?? []
    expect(tables(database)).toEqual([...had, ...samples.map((sample) => sample.table)])
    expect(versionOf(database)).toBe(number)
    expect(database.pragma('application_id', { simple: true })).toBe(APPLICATION_ID)
    for (const table of had as string[]) {
      expect(database.prepare(`SELECT count(*) FROM ${table}`).pluck().get()).toBe(1)
    }
    for (const { good, bad } of samples) {
      database.exec(good)
      for (const sql of bad) expect(() => database.exec(sql), sql).toThrow()
    }
    for (const { table } of samples) {
      const { strict } = database
        .prepare("SELECT strict FROM pragma_table_list WHERE name = ? AND schema = 'main'")
        .get(table) as { strict: number }
      expect(`${table} ${strict}`).toBe(`${table} 1`)
    }
    migrate(database, number)
    database.close()
  })
}

test('migrations are numbered by tens and only grow', () => {
  const numbers = MIGRATIONS.map((migration) => migration.number)
  expect(numbers).toEqual([...numbers].sort((left, right) => left - right))
  expect(numbers.every((number) => number % 10 === 0)).toBe(true)
  expect(Object.keys(SAMPLES).map(Number)).toEqual(numbers)
})

test('no index is minded for the rows of the timeline, which are found by their number', () => {
  const database = fileAt(110)
  const indexes = database
    .prepare("SELECT name FROM sqlite_schema WHERE type = 'index' AND tbl_name = 'event'")
    .pluck()
  expect(indexes.all()).toHaveLength(4)
  migrate(database)
  expect(indexes.all()).toEqual([])
  database.close()
})

test('a migration that fails leaves the version before it', () => {
  const database = fileAt(40)
  database.exec('CREATE TABLE metric (other INTEGER)')
  expect(() => migrate(database)).toThrow(/metric/)
  expect(versionOf(database)).toBe(40)
  expect(tables(database)).not.toContain('log')
  database.close()
})
