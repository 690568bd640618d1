/**
 * Goal: how an event changed its machine is exactly what its step did, also where several steps of
 * a machine fall on one microsecond; and a run whose file holds no states says how far they are
 * replayed, or plainly that they never will be. Method: a simulated run against its own journals,
 * replayed step by step.
 */
import SQLite from 'better-sqlite3'
import { copyFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { ReplayedLife } from '../../../../core/runtime/replayed-life.ts'
import { createMachine } from '../../../../core/systems/create-machine.ts'
import { plainData } from '../../../../electron/console/timeline/plain-data.ts'
import type { StateChange, TimelineHead } from '../../../../electron/ipc/shapes/timeline.ts'
import { openRunFile } from '../../../../electron/recorder/open-run-file.ts'
import { readProcesses } from '../../../../electron/recorder/queries/journal.ts'
import { readEvent } from '../../../../electron/recorder/queries/timeline.ts'
import { readEntries } from '../../../../electron/recorder/read-entries.ts'
import { simulateRun, type SimulatedRun } from './simulated-run.ts'

let simulated: SimulatedRun
let head: TimelineHead

beforeAll(async () => {
  simulated = await simulateRun()
  head = await simulated.timeline.handlers['timeline.open']({ run: simulated.run })
}, 30_000)
afterAll(() => simulated.remove())

async function changeBy(event: number): Promise<StateChange> {
  const answer = await simulated.timeline.handlers['timeline.change']({ run: simulated.run, event })
  if (answer.kind === 'replaying') throw new Error('the file holds its states')
  return answer
}

interface Step {
  readonly before: unknown
  readonly after: unknown
  readonly stepsThen: number
}

/** What every step did, by machine, moment and Lamport time. */
function replayedSteps(): ReadonlyMap<string, Step> {
  const opened = openRunFile(simulated.path)
  if (!opened.ok) throw new Error(opened.problem.message)
  const steps = new Map<string, Step>()
  const moments = new Map<string, number>()
  const lives = new Map<string, ReplayedLife>()
  for (const { name } of readProcesses(opened.file.database)) {
    for (const entry of readEntries(opened.file.database, name)) {
      const moment = `${entry.machine} ${entry.atUs}`
      moments.set(moment, (moments.get(moment) ?? 0) + 1)
      if (entry.kind === 'boot') {
        lives.set(entry.machine, new ReplayedLife(entry, createMachine))
        continue
      }
      const life = lives.get(entry.machine)
      const before = plainData(life?.inspect())
      life?.step(entry)
      const step = { before, after: plainData(life?.inspect()), stepsThen: 0 }
      steps.set(`${moment} ${entry.lamport}`, step)
    }
  }
  opened.file.close()
  return new Map(
    [...steps].map(([key, step]) => {
      const moment = key.slice(0, key.lastIndexOf(' '))
      return [key, { ...step, stepsThen: moments.get(moment) ?? 0 }]
    }),
  )
}

test('an event changed its machine as its step did', async () => {
  const steps = replayedSteps()
  const opened = openRunFile(simulated.path)
  if (!opened.ok) throw new Error(opened.problem.message)
  const compared = { alone: 0, together: 0, first: 0 }
  for (let event = 1; event <= head.events; event++) {
    const row = readEvent(opened.file.database, event)
    const step = steps.get(`${row?.machine} ${row?.atUs} ${row?.lamport}`)
    if (step === undefined || row?.kind === 'lost' || row?.kind === 'boot') {
      if (event % 50 === 0) expect(await changeBy(event)).toEqual({ kind: 'nothing' })
      continue
    }
    if (step.stepsThen === 1 && event % 23 !== 0) continue
    if (step.stepsThen > 1 && compared.together > 40) continue
    const change = await changeBy(event)
    if (change.kind !== 'step') throw new Error(JSON.stringify(change))
    const { before, after } = change
    expect(after.inspection, `event ${event}`).toEqual(step.after)
    // Before its first step a machine has no state that anybody was shown.
    if (before.inspection === null) compared.first++
    else expect(before.inspection, `event ${event}`).toEqual(step.before)
    compared[step.stepsThen === 1 ? 'alone' : 'together']++
  }
  opened.file.close()
  expect(compared.alone).toBeGreaterThan(50)
  expect(compared.together).toBeGreaterThan(5)
  expect(compared.first).toBeLessThan(20)
}, 60_000)

function altered(name: string, sql: string): string {
  copyFileSync(simulated.path, join(simulated.runs, `${name}.faultline`))
  const database = new SQLite(join(simulated.runs, `${name}.faultline`))
  database.exec(sql)
  database.close()
  return name
}

test('a run without states says how far it is replayed, and then tells the same', async () => {
  const run = altered('stateless', 'DELETE FROM state_page')
  const { handlers } = simulated.timeline
  await handlers['timeline.open']({ run })
  const atUs = head.durationUs
  let states = await handlers['timeline.states']({ run, atUs })
  let lastUs = 0
  while (states.kind === 'replaying') {
    expect(states.replayedUs).toBeGreaterThanOrEqual(lastUs)
    expect(states.replayedUs).toBeLessThanOrEqual(atUs)
    lastUs = states.replayedUs
    states = await handlers['timeline.states']({ run, atUs })
  }
  expect(states).toEqual(await handlers['timeline.states']({ run: simulated.run, atUs }))
})

test('a run that is too long for its states says so, and is shown all the same', async () => {
  const run = altered(
    'endless',
    `DELETE FROM state_page;
     UPDATE journal_chunk SET entries = 1600000 WHERE id = (SELECT min(id) FROM journal_chunk)`,
  )
  const { handlers } = simulated.timeline
  const sentence = /^the run is too long to be replayed: 1,6\d\d,\d{3} steps, at most 1,500,000$/
  const { replayTrouble } = await handlers['timeline.open']({ run })
  expect(replayTrouble).toMatch(sentence)
  await expect(handlers['timeline.states']({ run, atUs: 0 })).rejects.toThrow(sentence)
  await expect(handlers['timeline.change']({ run, event: 9 })).rejects.toThrow(sentence)
})
