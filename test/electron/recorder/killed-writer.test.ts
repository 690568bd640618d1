/**
 * Goal: a conductor killed with SIGKILL leaves a file that opens, says interrupted, and holds
 * all that is older than 200 ms; the rest comes back from the journals. Method: a real process,
 * killed in mid-run. On a machine that starves the recorder the age is measured again, up to
 * three times; nothing else is.
 */
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { chmodSync, mkdtempSync } from 'node:fs'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'
import { listRuns } from '../../../electron/library/list-runs.ts'
import { showRun } from '../../../electron/library/show-run.ts'
import { openCopy, openRunFile } from '../../../electron/recorder/open-run-file.ts'
import { countOperations, readHistory } from '../../../electron/recorder/queries/history.ts'
import { recoverRun } from '../../../electron/recorder/recover-run.ts'
import { useFolder } from '../../folders/use-folder.ts'

const folder = useFolder('killed', { brokenRuns: 'written by hand, of machines that only talk' })
const script = fileURLToPath(new URL('./killed-writer.ts', import.meta.url))
const RUN_US = 1_500_000
const LOSS_US_MAX = 200_000

interface Killed {
  readonly run: string
  readonly folder: string
  /** Moments of the operations that were in the journal when the process was killed. */
  readonly writtenUs: readonly number[]
  readonly statusBefore: string
}

async function killInMidRun(attempt: number): Promise<Killed> {
  const place = mkdtempSync(join(folder, `attempt-${attempt}-`))
  const run = join(place, 'a.faultline')
  const child = spawn(process.execPath, [script, run, place], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  const writtenUs: number[] = []
  let statusBefore = ''
  for await (const line of createInterface({ input: child.stdout })) {
    if (line === 'open') continue
    writtenUs.push(Number(line))
    if (statusBefore === '') {
      const [shown] = listRuns(place)
      statusBefore = shown?.ok ? shown.status : 'broken'
    }
    if ((writtenUs.at(-1) as number) > RUN_US && !child.killed) {
      child.kill('SIGKILL')
      break
    }
  }
  if (child.exitCode === null && child.signalCode === null) await once(child, 'exit')
  return { run, folder: place, writtenUs, statusBefore }
}

/** Operations that the file should hold by age and does not. */
function missingOf({ run, writtenUs }: Killed): number[] {
  const opened = openRunFile(run)
  if (!opened.ok) throw new Error(opened.problem.message)
  const held = new Set(readHistory(opened.file.database).map((event) => event.time / 1000))
  opened.file.close()
  const promisedUs = (writtenUs.at(-1) as number) - LOSS_US_MAX
  return writtenUs.filter((atUs) => atUs <= promisedUs && !held.has(atUs))
}

test('a killed recorder loses nothing that is older than 200 ms', async () => {
  let killed = await killInMidRun(1)
  for (let attempt = 2; attempt <= 3 && missingOf(killed).length > 0; attempt++) {
    killed = await killInMidRun(attempt)
  }
  expect(killed.statusBefore).toBe('running')
  expect(missingOf(killed)).toEqual([])

  const [line] = listRuns(killed.folder)
  expect(line).toMatchObject({ ok: true, status: 'interrupted', verdict: null })
  const shown = showRun(killed.run)
  expect(shown).toMatchObject({
    ok: true,
    run: { status: 'interrupted', faults: [{ id: 'f1', appliedAtMs: null }] },
  })

  const copy = openCopy(killed.run)
  expect(countOperations(copy.database).invoke).toBeGreaterThan(0)
  copy.close()

  const recovery = recoverRun(killed.run)
  expect(recovery).toMatchObject({ kind: 'recovered' })
  const opened = openRunFile(killed.run)
  if (!opened.ok) throw new Error(opened.problem.message)
  const held = new Set(readHistory(opened.file.database).map((event) => event.time / 1000))
  opened.file.close()
  expect(killed.writtenUs.filter((atUs) => !held.has(atUs))).toEqual([])
  expect(showRun(killed.run)).toMatchObject({
    run: { status: 'interrupted', reason: 'the recorder was killed' },
  })
  expect(recoverRun(killed.run)).toEqual({ kind: 'nothing-to-do' })
})

test.skipIf(process.platform === 'win32')('an unreadable place is an answer', async () => {
  const killed = await killInMidRun(9)
  chmodSync(killed.folder, 0o500)
  try {
    expect(showRun(killed.run)).toMatchObject({ ok: true, run: { status: 'interrupted' } })
  } finally {
    chmodSync(killed.folder, 0o700)
  }
})
