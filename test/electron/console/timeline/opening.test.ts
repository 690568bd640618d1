/**
 * Goal: a run opens whatever state its file is in, and a file of a stranger is refused with a
 * sentence, executes nothing and is never written. Method: one simulated run, copied and altered.
 */
import SQLite from 'better-sqlite3'
import type { Database } from 'better-sqlite3'
import { createHash } from 'node:crypto'
import { copyFileSync, mkdirSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { CallError } from '../../../../electron/ipc/envelope.ts'
import type { RequestOf } from '../../../../electron/ipc/contract.ts'
import { DRILLS_FOLDER } from '../../../../electron/drill-files/drill-library.ts'
import { takeRunLock } from '../../../../electron/recorder/run-lock.ts'
import { simulateRun, type SimulatedRun } from './simulated-run.ts'
import { useFolder } from '../../../folders/use-folder.ts'

let simulated: SimulatedRun
const temporary = useFolder('opening')
const temporaryBefore = process.env['TMPDIR']

beforeAll(async () => {
  simulated = await simulateRun(undefined, [], { brokenRuns: 'its copies are altered' })
  process.env['TMPDIR'] = temporary
}, 30_000)
afterAll(async () => {
  await simulated.remove()
  if (temporaryBefore === undefined) delete process.env['TMPDIR']
  else process.env['TMPDIR'] = temporaryBefore
})

/** A copy of the run, altered; returns its name. */
function altered(name: string, alter: (database: Database) => void): string {
  const path = join(simulated.runs, `${name}.faultline`)
  copyFileSync(simulated.path, path)
  const database = new SQLite(path)
  alter(database)
  database.close()
  return name
}

function digestOf(run: string): string {
  const bytes = readFileSync(join(simulated.runs, `${run}.faultline`))
  return createHash('sha256').update(bytes).digest('hex')
}

async function everything(run: string) {
  const { handlers } = simulated.timeline
  const head = await handlers['timeline.open']({ run })
  const request: RequestOf<'timeline.window'> = {
    ...{ run, fromUs: 0, toUs: head.durationUs, bins: 64, filter: null },
  }
  return { head, window: await handlers['timeline.window'](request) }
}

async function refusalOf(run: string): Promise<CallError> {
  try {
    await everything(run)
  } catch (error) {
    if (error instanceof CallError) return error
    throw error
  }
  throw new Error(`${run} was opened`)
}

const FORGET = `DELETE FROM timeline_column; DELETE FROM event; UPDATE run SET timeline_derived = 0`

test('a run without a timeline gets the same one that it would have been sealed with', async () => {
  const sealed = await everything(simulated.run)
  const run = altered('interrupted', (database) => {
    database.exec(`${FORGET}, status = 'interrupted', reason = 'Ctrl-C'`)
  })
  const before = digestOf(run)
  const derived = await everything(run)
  expect(derived.window).toEqual(sealed.window)
  expect(derived.head).toEqual({ ...sealed.head, run })
  const event = 500
  expect(await simulated.timeline.handlers['timeline.event']({ run, event })).toEqual(
    await simulated.timeline.handlers['timeline.event']({ run: simulated.run, event }),
  )
  expect(digestOf(run)).toBe(before)
})

test('a damaged journal is drawn up to where it is whole', async () => {
  const sealed = await everything(simulated.run)
  const run = altered('damaged', (database) => {
    database.exec(FORGET)
    const { id, bytes } = database
      .prepare(`SELECT id, bytes FROM journal_chunk WHERE process = 'n3' ORDER BY id DESC LIMIT 1`)
      .get() as { id: number; bytes: Buffer }
    bytes[bytes.length - 20] = (bytes[bytes.length - 20] as number) ^ 1
    database.prepare('UPDATE journal_chunk SET bytes = ? WHERE id = ?').run(bytes, id)
  })
  const { head } = await everything(run)
  expect(head.events).toBeGreaterThan(100)
  expect(head.events).not.toBe(sealed.head.events)
})

test('three runs are open in turn, and closing leaves no thread and no file', async () => {
  const names = ['one', 'two', 'three'].map((name) => altered(name, () => {}))
  const heads = []
  for (const run of [...names, ...names]) heads.push((await everything(run)).head.run)
  expect(heads).toEqual([...names, ...names])
  await simulated.timeline.close()
  expect(readdirSync(temporary)).toEqual([])
})

test('a run that is being recorded is refused until it ends', async () => {
  const run = altered('running', (database) => database.exec(`UPDATE run SET status = 'running'`))
  const lock = takeRunLock(join(simulated.runs, `${run}.faultline`))
  expect((await refusalOf(run)).message).toMatch(/still being recorded/)
  lock?.release()
  expect((await everything(run)).head.events).toBeGreaterThan(0)
})

describe('what a stranger may have written is refused with a sentence', () => {
  const column = (name: string, change: (bytes: Buffer) => Buffer) => (database: Database) => {
    const select = database.prepare('SELECT bytes FROM timeline_column WHERE name = ?').pluck()
    database
      .prepare('UPDATE timeline_column SET bytes = ? WHERE name = ?')
      .run(change(select.get(name) as Buffer), name)
  }
  const head = (change: (head: Record<string, unknown>) => unknown) =>
    column('head', (bytes) =>
      Buffer.from(JSON.stringify(change(JSON.parse(bytes.toString()) as Record<string, unknown>))),
    )
  const HOSTILE: readonly (readonly [string, (database: Database) => void, RegExp])[] = [
    ['short-column', column('lane', (bytes) => bytes.subarray(2)), /another length/],
    ['lane-of-nobody', column('lane', (bytes) => bytes.fill(255)), /makes no sense/],
    ['negative-time', column('at_us', (bytes) => (bytes.writeDoubleLE(-5, 0), bytes)), /no sense/],
    ['no-number', column('at_us', (bytes) => (bytes.writeDoubleLE(NaN, 8), bytes)), /no sense/],
    ['names-no-list', head((names) => ({ ...names, lanes: 'n1' })), /names/],
    ['long-name', head((names) => ({ ...names, lanes: ['n'.repeat(1_000_000)] })), /names/],
    ['election-of-nobody', head((names) => ({ ...names, elections: [{ lane: 99 }] })), /elections/],
    ['head-no-json', column('head', () => Buffer.from('{')), /no JSON/],
    ['fault-no-json', (database) => database.exec(`UPDATE fault SET apply = 'x'`), /damaged/],
    [
      'verdict-no-json',
      (database) => database.exec(`UPDATE verdict SET document = '['`),
      /damaged/,
    ],
    ['no-run', (database) => database.exec('DELETE FROM run'), /no run/],
    ['trigger', (database) => database.exec(TRIGGER), /altered/],
    ['dropped', (database) => database.exec('DROP TABLE note'), /altered/],
    [
      'ten-million',
      (database) => {
        database.exec(`${FORGET}; UPDATE journal_chunk SET entries = 10000000 WHERE id = 1`)
      },
      /too long for a timeline: 10,.* events, at most 3,000,000/,
    ],
    ['foreign', (database) => database.pragma('application_id = 7'), /another application/],
  ]
  const TRIGGER = `CREATE TRIGGER t AFTER DELETE ON note BEGIN DELETE FROM run; END`

  test.each(HOSTILE)('%s', async (name, alter, sentence) => {
    const run = altered(name, alter)
    const before = digestOf(run)
    const refusal = await refusalOf(run)
    expect(refusal.message).toMatch(sentence)
    expect(refusal.message.length).toBeLessThan(500)
    expect(refusal.code).toBe('refused')
    expect(digestOf(run)).toBe(before)
  })

  test('a run that is not there is not found', async () => {
    expect((await refusalOf('nowhere')).code).toBe('not-found')
  })

  test('a file that is no run is refused', async () => {
    mkdirSync(join(simulated.runs, 'folder.faultline'))
    expect((await refusalOf('folder')).code).toBe('refused')
  })

  test('odd JSON in sound tables is left out, and texts are cut', async () => {
    const run = altered('odd', (database) => {
      database.exec(`UPDATE fault SET apply = '[null, 5, {"kind":"link","from":1}]'`)
      database.exec(`UPDATE verdict SET document = '{"checks":7}'`)
      database
        .prepare('INSERT INTO note (written_at, at_us, text) VALUES (?, ?, ?)')
        .run('t', -5, '<script>'.repeat(200_000))
    })
    const { head: read } = await everything(run)
    expect(read.faults.every(({ links, lanes }) => links.length + lanes.length === 0)).toBe(true)
    expect(read.violations).toEqual([])
    expect(read.notes.map(({ text }) => text.length)).toEqual([10_000])
  })
})

test('a violation is marked at the moment of the impossible operation, and its bars are', async () => {
  const drill = readFileSync(`${DRILLS_FOLDER}stale-read.yaml`, 'utf8')
  const stale = await simulateRun(drill, ['system.release=local-reads'])
  try {
    const { handlers } = stale.timeline
    const head = await handlers['timeline.open']({ run: stale.run })
    const [violation] = head.violations
    expect(violation?.check).toBe('linearizable')
    const atUs = violation?.atUs ?? 0
    expect(violation?.sentence).toContain(`at ${(atUs / 1e6).toFixed(3)} s`)
    const { exact } = await handlers['timeline.window']({
      ...{ run: stale.run, fromUs: atUs - 1000, toUs: atUs + 1000, bins: 8, filter: null },
    })
    const impossible = exact?.operations.filter(({ violates }) => violates) ?? []
    expect(impossible.map(({ toUs }) => toUs)).toContain(atUs)
    expect(impossible[0]?.text).toMatch(/^read k\d -> \d+$/)
  } finally {
    await stale.remove()
  }
}, 30_000)
