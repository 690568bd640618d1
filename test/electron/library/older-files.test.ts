/**
 * Goal: a list of runs costs the same for files of every version, and says the same of them.
 * Method: a recorded run written down as each version had it, and a folder for temporary files in
 * which nothing can be made, so that no copy of a file can be.
 */
import { mkdirSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { listRuns, readRunLine } from '../../../electron/library/list-runs.ts'
import { MIGRATIONS, NEWEST_VERSION } from '../../../electron/recorder/migrate.ts'
import { openRunFile } from '../../../electron/recorder/open-run-file.ts'
import { simulateRun, type SimulatedRun } from '../console/timeline/simulated-run.ts'
import { writeOlderFile } from './older-file.ts'

const { TMPDIR } = process.env
const VERSIONS = MIGRATIONS.map(({ number }) => number)
let simulated: SimulatedRun
let older: string

const fileOf = (version: number): string => join(older, `v${version}.faultline`)

beforeAll(async () => {
  simulated = await simulateRun()
  older = join(simulated.runs, 'older')
  mkdirSync(older)
  for (const version of VERSIONS) writeOlderFile(simulated.path, fileOf(version), version)
}, 60_000)
beforeEach(() => void (process.env['TMPDIR'] = join(simulated.runs, 'nowhere')))
afterAll(async () => {
  restore()
  rmSync(older, { recursive: true, force: true })
  await simulated.remove()
})

function restore(): void {
  if (TMPDIR === undefined) delete process.env['TMPDIR']
  else process.env['TMPDIR'] = TMPDIR
}

test('a run of any version is listed without a copy of its file', () => {
  const newest = readRunLine('small', simulated.path)
  expect(newest).toMatchObject({ ok: true, verdict: 'valid', status: 'finished' })
  const told = (line: object) => ({ ...line, name: '', path: '', bytes: 0 })
  for (const version of VERSIONS) {
    const line = readRunLine('small', fileOf(version))
    // What had no place in the file then is not known.
    const missing = version < 60 ? { verdict: null, operations: null } : {}
    const durationMs = line.ok && version < 60 ? line.durationMs : newest.ok && newest.durationMs
    expect(told(line), `version ${version}`).toEqual(told({ ...newest, ...missing, durationMs }))
  }
  expect(listRuns(older).filter(({ ok }) => ok)).toHaveLength(VERSIONS.length)
})

test('the run itself is brought to the newest version where it is opened', () => {
  expect(openRunFile(fileOf(70))).toMatchObject({ ok: false })
  restore()
  for (const version of VERSIONS) {
    const opened = openRunFile(fileOf(version))
    expect(opened.ok, `version ${version}`).toBe(true)
    if (!opened.ok) continue
    expect(opened.file.database.pragma('user_version', { simple: true })).toBe(NEWEST_VERSION)
    opened.file.close()
  }
})
