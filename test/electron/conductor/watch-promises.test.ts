/**
 * Goal: a promise that is broken while a run is being recorded is told while it still is. Method: a
 * real run file that this test goes on writing, and the real thread that watches it.
 */
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import type { Database } from 'better-sqlite3'
import { afterEach, beforeEach, expect, it } from 'vitest'
import type { Drill } from '../../../core/drills/drill.ts'
import {
  watchPromises,
  type BrokenPromise,
  type PromiseWatch,
} from '../../../electron/conductor/watch-promises.ts'
import { createRunFile } from '../../../electron/recorder/create-run-file.ts'
import { HistoryWriter } from '../../../electron/recorder/queries/history.ts'
import { HistoryTail } from '../../../electron/recorder/queries/history-tail.ts'
import { drill } from '../recorder/sample-run.ts'
import { makeFolder, type TestFolder } from '../../folders/test-folder.ts'

const MS = 1_000_000
const DEADLINE_MS = 20_000

let made: TestFolder
let folder: string
let database: Database
let history: HistoryWriter
let watch: PromiseWatch | undefined
let nowMs: number

beforeEach(() => {
  made = makeFolder('watch', { brokenRuns: 'written by hand' })
  folder = made.path
  database = createRunFile(join(folder, 'run.faultline'))
  history = new HistoryWriter(database)
  nowMs = 0
})

afterEach(async () => {
  await watch?.end()
  watch = undefined
  database.close()
  made.remove()
})

/** An operation of one millisecond. */
function record(process: number, f: string, value: unknown, key?: string): void {
  const common = { process, f, client: `c${process + 1}`, ...(key !== undefined && { key }) }
  const asked = f === 'read' ? null : value
  history.add({ ...common, time: nowMs++ * MS, type: 'invoke', value: asked })
  history.add({ ...common, time: nowMs++ * MS, type: 'ok', value })
}

function start(changes: Partial<Drill>): {
  readonly told: BrokenPromise[]
  readonly troubles: string[]
} {
  const told: BrokenPromise[] = []
  const troubles: string[] = []
  const order = { path: join(folder, 'run.faultline'), drill: { ...drill, ...changes } }
  watch = watchPromises(
    order,
    (broken) => told.push(broken),
    (reason) => troubles.push(reason),
  )
  return { told, troubles }
}

/** Goes on writing what is right until something was told. */
async function goOn(told: readonly unknown[], write: () => void): Promise<void> {
  const deadline = Date.now() + DEADLINE_MS
  while (told.length === 0) {
    if (Date.now() > deadline) throw new Error('nothing was told')
    write()
    await sleep(5)
  }
}

it('tells a stale read, by the name of its client', async () => {
  const { told, troubles } = start({})
  for (let value = 1; value <= 50; value++) record(0, 'write', value, 'x')
  record(0, 'read', 3, 'x')
  await goOn(told, () => record(0, 'write', nowMs + 1000, 'x'))
  expect(troubles).toEqual([])
  expect(told).toHaveLength(1)
  expect(told[0]?.check).toBe('linearizable')
  expect(told[0]?.sentence).toContain('c1 read 3 from x')
})

it('tells balances that do not sum to what was opened', async () => {
  const options = { accounts: 2, balance: 5 }
  const workload = { ...drill.workload, kind: 'bank', options }
  const { told } = start({ workload, check: ['bank-totals'] })
  for (let round = 0; round < 20; round++) record(0, 'read', { a1: 5, a2: 5 })
  record(0, 'read', { a1: 5, a2: 4 })
  await goOn(told, () => record(0, 'read', { a1: 4, a2: 6 }))
  expect(told[0]?.check).toBe('bank-totals')
})

it('says where it cannot watch, and harms nothing', async () => {
  const troubles: string[] = []
  const order = { path: join(folder, 'nowhere.faultline'), drill }
  watch = watchPromises(
    order,
    () => undefined,
    (reason) => troubles.push(reason),
  )
  await goOn(troubles, () => undefined)
  expect(troubles.join()).toContain('open')
})

it('reads what settled, in the order of time, and passes over what comes too late', () => {
  const tail = new HistoryTail(database)
  const add = (timeMs: number, process: number) =>
    history.add({ time: timeMs * MS, process, type: 'invoke', f: 'read', key: 'x', client: 'c1' })
  add(20, 1)
  add(10, 0)
  add(1000, 2)
  expect(tail.next().map(({ process }) => process)).toEqual([0, 1])
  add(15, 3)
  add(900, 4)
  add(2000, 5)
  expect(tail.next().map(({ process, index }) => [process, index])).toEqual([
    [4, 2],
    [2, 3],
  ])
  expect(tail.late).toBe(1)
})

it('reads the last of it where nothing follows', () => {
  const tail = new HistoryTail(database)
  record(0, 'write', 1, 'x')
  record(1, 'read', 1, 'x')
  expect(tail.next()).toEqual([])
  expect(tail.next()).toEqual([])
  expect(tail.next().map(({ f, type }) => `${f} ${type}`)).toEqual([
    'write invoke',
    'write ok',
    'read invoke',
    'read ok',
  ])
})

it('puts no answer to a question that it did not belong to', () => {
  const tail = new HistoryTail(database)
  const add = (timeMs: number, type: 'invoke' | 'ok', key: string) =>
    history.add({ time: timeMs * MS, process: 0, type, f: 'read', key, client: 'c1' })
  const other = (timeMs: number) =>
    history.add({
      time: timeMs * MS,
      process: 1,
      type: 'invoke',
      f: 'read',
      key: 'z',
      client: 'c2',
    })
  add(10, 'invoke', 'x')
  other(1000)
  tail.next()
  other(2000)
  tail.next()
  // What came in between is read too late: the answer after it is to the question at y.
  add(20, 'ok', 'x')
  add(30, 'invoke', 'y')
  add(2500, 'ok', 'y')
  add(2600, 'invoke', 'z')
  other(4000)
  expect(tail.next().map(({ time, type }) => [time / MS, type])).toEqual([
    [2000, 'invoke'],
    [2600, 'invoke'],
  ])
  expect(tail.late).toBe(2)
})

it('tells what was the last that happened', async () => {
  const { told } = start({})
  for (let value = 1; value <= 5; value++) record(0, 'write', value, 'x')
  record(0, 'read', 3, 'x')
  const wrongUs = (nowMs - 1) * 1000
  await goOn(told, () => undefined)
  expect(told).toMatchObject([{ check: 'linearizable', atUs: wrongUs }])
})
