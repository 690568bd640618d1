/**
 * Goal: a run is judged, whole and readable before its timeline is made, and whatever becomes of
 * making it. Method: a real run of some ten thousand events, made ready, stopped, held, and killed
 * with its process in the middle.
 */
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { copyFileSync, existsSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import SQLite from 'better-sqlite3'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { addNoteTo } from '../../../electron/library/edit-run.ts'
import { showRun } from '../../../electron/library/show-run.ts'
import { Brake } from '../../../electron/recorder/brake.ts'
import { openRunFile } from '../../../electron/recorder/open-run-file.ts'
import { prepareRun } from '../../../electron/recorder/prepare-run.ts'
import { hasStatePages } from '../../../electron/recorder/queries/state-pages.ts'
import { countTimelineColumns } from '../../../electron/recorder/queries/timeline-columns.ts'
import { SMALL_DRILL } from '../cli/small-drill.ts'
import { simulateRun, type SimulatedRun } from '../console/timeline/simulated-run.ts'

const KILLED = fileURLToPath(new URL('./killed-preparation.ts', import.meta.url))
const DERIVED = `DELETE FROM timeline_column; DELETE FROM event; DELETE FROM state_page;
  UPDATE run SET timeline_derived = 0`

let simulated: SimulatedRun
let never: AbortSignal

beforeAll(async () => {
  simulated = await simulateRun(SMALL_DRILL, ['workload.duration=6s', 'workload.rate=400/s'])
  never = new AbortController().signal
}, 60_000)
afterAll(() => simulated.remove())

/** A copy of the run as it is when its verdict is told. */
function judged(name: string): string {
  const path = join(simulated.runs, `${name}.faultline`)
  copyFileSync(simulated.path, path)
  const database = new SQLite(path)
  database.exec(DERIVED)
  database.close()
  return path
}

function made(path: string) {
  const opened = openRunFile(path)
  if (!opened.ok) throw new Error(opened.problem.message)
  const { database } = opened.file
  const events = database.prepare('SELECT * FROM event ORDER BY id').raw().all().length
  const found = { columns: countTimelineColumns(database), states: hasStatePages(database), events }
  opened.file.close()
  return found
}

const verdictOf = (path: string) => {
  const shown = showRun(path)
  return shown.ok ? [shown.run.status, shown.run.verdict?.verdict] : shown.problem
}

test('a judged run has its verdict before it has a timeline', async () => {
  const path = judged('first')
  expect(verdictOf(path)).toEqual(['finished', 'valid'])
  expect(made(path)).toEqual({ columns: null, states: false, events: 0 })
  const shares: number[] = []
  const progress = (share: number): void => void shares.push(share)
  expect(await prepareRun({ path, signal: never, progress })).toEqual({ kind: 'prepared' })
  expect(made(path)).toEqual(made(simulated.path))
  expect(shares).toEqual([...shares].sort((left, right) => left - right))
  expect(shares[0]).toBe(0)
  expect(shares.length).toBeGreaterThan(2)
  expect(existsSync(`${path}-wal`)).toBe(false)
})

test('a preparation that is stopped leaves nothing half made, and another makes all of it', async () => {
  const path = judged('stopped')
  const stopping = new AbortController()
  const { signal } = stopping
  const progress = (share: number): void => void (share > 0.3 && stopping.abort())
  expect(await prepareRun({ path, signal, progress })).toEqual({ kind: 'stopped' })
  expect(made(path)).toEqual({ columns: null, states: false, events: 0 })
  expect(verdictOf(path)).toEqual(['finished', 'valid'])
  expect(await prepareRun({ path, signal: never })).toEqual({ kind: 'prepared' })
  expect(made(path)).toEqual(made(simulated.path))
})

test('a preparation that is held lets others read and write the run', async () => {
  const path = judged('held')
  const brake = new Brake()
  const held = Promise.withResolvers<undefined>()
  let once = false
  const progress = (share: number): void => {
    if (share < 0.4 || once) return
    once = true
    brake.hold(true)
    held.resolve(undefined)
  }
  const preparing = prepareRun({ path, signal: never, brake, progress })
  await held.promise
  expect(verdictOf(path)).toEqual(['finished', 'valid'])
  addNoteTo(path, { atUs: null, text: 'written meanwhile' })
  brake.hold(false)
  expect(await preparing).toEqual({ kind: 'prepared' })
  expect(made(path)).toEqual(made(simulated.path))
  expect(showRun(path)).toMatchObject({ run: { notes: [{ text: 'written meanwhile' }] } })
})

test.each([
  ['in the timeline', 0.4],
  ['in the states', 0.7],
])('a process killed %s leaves a judged run that opens with all of it', async (_, share) => {
  const name = `killed-${share * 10}`
  const path = judged(name)
  const child = spawn(process.execPath, [KILLED, path, String(share)], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  await once(child.stdout, 'data')
  child.kill('SIGKILL')
  await once(child, 'exit')

  expect(verdictOf(path)).toEqual(['finished', 'valid'])
  expect(made(path).states).toBe(false)
  const { handlers } = simulated.timeline
  const [whole, opened] = [
    await handlers['timeline.open']({ run: simulated.run }),
    await handlers['timeline.open']({ run: name }),
  ]
  expect(opened).toEqual({ ...whole, run: name })
  const atUs = whole.durationUs / 2
  const statesOf = async (run: string) => {
    for (;;) {
      const states = await handlers['timeline.states']({ run, atUs })
      if (states.kind === 'states') return states
    }
  }
  expect(await statesOf(name)).toEqual(await statesOf(simulated.run))
})

test('a file that is gone is a failure that is told, not one that is thrown', async () => {
  const path = join(simulated.runs, 'nowhere.faultline')
  expect(await prepareRun({ path, signal: never })).toMatchObject({ kind: 'failed' })
})
