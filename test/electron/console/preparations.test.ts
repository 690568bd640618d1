/**
 * Goal: a run that was judged gets its timeline without being waited for, never beside a live drill,
 * and at once where somebody opens it. Method: a real run and the real thread; what the room says is
 * said by the test.
 */
import { copyFileSync } from 'node:fs'
import { join } from 'node:path'
import SQLite from 'better-sqlite3'
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest'
import type { EventListener } from '../../../electron/console/create-console.ts'
import { Preparations } from '../../../electron/console/preparations.ts'
import type { Room, RoomStanding } from '../../../electron/ipc/shapes/room.ts'
import type { Preparing } from '../../../electron/ipc/shapes/runs.ts'
import { countTimelineColumns } from '../../../electron/recorder/queries/timeline-columns.ts'
import { simulateRun, type SimulatedRun } from './timeline/simulated-run.ts'

let simulated: SimulatedRun
let preparations: Preparations
let say: EventListener
let told: Preparing[]
let heard: (preparing: Preparing) => void

beforeAll(async () => {
  simulated = await simulateRun()
}, 60_000)
afterAll(() => simulated.remove())
beforeEach(() => {
  told = []
  heard = () => undefined
  preparations = new Preparations({
    places: { runs: simulated.runs, drills: simulated.runs },
    publish(name, event) {
      if (name !== 'runs.preparing') return
      told.push(event as Preparing)
      heard(event as Preparing)
    },
    listen(listener) {
      say = listener
      return () => undefined
    },
    failed(error) {
      throw error
    },
  })
})
afterEach(() => preparations.close())

function judged(run: string): void {
  const path = join(simulated.runs, `${run}.faultline`)
  copyFileSync(simulated.path, path)
  const database = new SQLite(path)
  database.exec(`DELETE FROM timeline_column; DELETE FROM event; DELETE FROM state_page`)
  database.close()
}

function hasTimeline(run: string): boolean {
  const database = new SQLite(join(simulated.runs, `${run}.faultline`), { readonly: true })
  const events = countTimelineColumns(database)
  database.close()
  return events !== null
}

function room(run: string, kind: RoomStanding['kind']): void {
  say('room.changed', { run, standing: { kind } } as Room)
}

const until = (condition: (preparing: Preparing) => boolean): Promise<unknown> =>
  new Promise((resolve) => {
    heard = (preparing) => condition(preparing) && resolve(undefined)
  })

test('what the room judged is prepared, once, and every window hears of it', async () => {
  judged('first')
  const ended = until(({ share }) => share === null)
  room('first', 'judging')
  expect(told).toEqual([])
  room('first', 'judged')
  await ended
  expect(hasTimeline('first')).toBe(true)
  expect(told.at(-1)).toEqual({ run: 'first', share: null, waits: false })
  told = []
  room('first', 'judged')
  expect(told).toEqual([])
})

test('beside a live drill it waits, and goes on when that is over', async () => {
  judged('second')
  room('other', 'running')
  preparations.begin('second')
  expect(told).toEqual([{ run: 'second', share: 0, waits: true }])
  const ended = until(({ share }) => share === null)
  expect(hasTimeline('second')).toBe(false)
  room('other', 'interrupted')
  await ended
  expect(hasTimeline('second')).toBe(true)
})

test('what somebody opens is prepared at once, also beside a live drill', async () => {
  judged('third')
  room('other', 'running')
  preparations.begin('third')
  await preparations.finish('third')
  expect(hasTimeline('third')).toBe(true)
  await preparations.finish('unknown')
})

test('a run that is to be removed is let go, also while it waits', async () => {
  judged('fourth')
  room('other', 'running')
  preparations.begin('fourth')
  await preparations.stop('fourth')
  expect(hasTimeline('fourth')).toBe(false)
})
