/**
 * Goal: nothing survives a drill that is cut short, and its run is kept. Method: start the
 * command line as a user would, wait until a drill is well under way, end it in three ways, and
 * look at the processes of the computer and at the run file.
 */
import { spawn, type ChildProcess } from 'node:child_process'
import { readdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { afterEach, describe, expect, it } from 'vitest'
import { showRun, type ShownRun } from '../../../electron/library/show-run.ts'
import type { JournalEntry } from '../../../core/runtime/journal.ts'
import { readJournalFile } from '../../../electron/journal/format.ts'
import { openRunFile } from '../../../electron/recorder/open-run-file.ts'
import { ROOT } from '../../tidy/sources.ts'
import { allGone, descendants } from './processes.ts'
import { makeFolder, type TestFolder } from '../../folders/test-folder.ts'

const DRILL = `
drill: cut-short
question: What is left of a drill that is cut short?
hypothesis: Nothing but its run.
system: { kind: raft, nodes: 3 }
workload: { kind: register, clients: 4, rate: 400/s, duration: 60s }
schedule: [{ at: 100ms, fault: { kind: pause, target: followers } }, { at: 900ms, undo: all }]
check: [linearizable]
`
/** What a run may lack of the moments before its recorder was killed. */
const RECORDED_UNTIL_MS = 200
const folders: TestFolder[] = []

afterEach(() => {
  for (const folder of folders.splice(0)) folder.remove()
})

interface Started {
  readonly child: ChildProcess
  readonly folder: string
  /** Waits for a line of standard error with `text`. */
  said(text: string): Promise<void>
}

function startDrill(): Started {
  const made = makeFolder('cut-short')
  folders.push(made)
  const folder = made.path
  writeFileSync(join(folder, 'drill.yaml'), DRILL)
  const cli = join(ROOT, 'electron/cli/faultline.mjs')
  const child = spawn(process.execPath, [cli, 'drill', join(folder, 'drill.yaml'), '--seed', '1'], {
    env: { ...process.env, FAULTLINE_HOME: folder, TMPDIR: folder },
    stdio: ['ignore', 'ignore', 'pipe'],
  })
  let heard = ''
  child.stderr?.on('data', (bytes: Buffer) => (heard += bytes.toString()))
  const said = async (text: string): Promise<void> => {
    const deadline = Date.now() + 40_000
    while (!heard.includes(text)) {
      if (child.exitCode !== null || Date.now() > deadline) {
        throw new Error(`the drill never said "${text}"; it said:\n${heard}`)
      }
      await sleep(20)
    }
  }
  return { child, folder, said }
}

function theRun(folder: string): ShownRun {
  const runs = join(folder, 'runs')
  const file = readdirSync(runs).find((name) => name.endsWith('.faultline'))
  const shown = showRun(join(runs, file ?? 'no run'))
  if (!shown.ok) throw new Error(shown.problem.message)
  return shown.run
}

/** How many operations were acknowledged before `wallMs`, by the run file and by the journal. */
function acknowledgedBefore(run: ShownRun, folder: string, wallMs: number) {
  const beforeUs = (wallMs - Date.parse(run.header.startedAt)) * 1000
  const opened = openRunFile(run.path)
  if (!opened.ok) throw new Error(opened.problem.message)
  try {
    const { recorded } = opened.file.database
      .prepare(`SELECT count(*) AS recorded FROM history WHERE type = 'ok' AND time_ns < ?`)
      .get(beforeUs * 1000) as { recorded: number }
    return { recorded, journaled: journaledBefore(folder, beforeUs) }
  } finally {
    opened.file.close()
  }
}

/** What the clients' own journal says: it is on the disk before anything else happens. */
function journaledBefore(folder: string, beforeUs: number): number {
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' })
  const journal = files.find((file) => /clients.journal$/.test(file)) ?? 'no journal'
  return readJournalFile(join(folder, journal))
    .entries.filter((entry) => entry.kind === 'step' && entry.atUs < beforeUs)
    .reduce((sum, entry) => sum + acknowledgements(entry), 0)
}

function acknowledgements(entry: JournalEntry): number {
  return entry.kind === 'step' ? entry.reports.filter(({ type }) => type === 'ok').length : 0
}

async function cutShort(saying: string, signal: NodeJS.Signals) {
  const { child, folder, said } = startDrill()
  await said(saying)
  if (signal === 'SIGKILL' && saying.includes('undone')) await sleep(1_000)
  const pids = descendants(child.pid as number)
  const killedAt = Date.now()
  child.kill(signal)
  const left = await allGone([...pids, child.pid as number])
  return { pids, left, run: theRun(folder), killedAt, folder }
}

// A starved computer may keep the recorder from its turn for longer than it promises: hence retries.
describe('a drill that is cut short', { retry: 2 }, () => {
  it('by SIGINT leaves no process and says interrupted', async () => {
    const { pids, left, run } = await cutShort('f1 undone', 'SIGINT')
    expect(pids.length).toBeGreaterThanOrEqual(5)
    expect(left).toEqual([])
    expect(run).toMatchObject({ status: 'interrupted', reason: 'stopped by SIGINT' })
  }, 90_000)

  it('by SIGKILL leaves no process, and a run with all but the last moments', async () => {
    const { pids, left, run, killedAt, folder } = await cutShort('f1 undone', 'SIGKILL')
    expect(pids.length).toBeGreaterThanOrEqual(5)
    expect(left).toEqual([])
    expect(run.status).toBe('interrupted')
    const before = acknowledgedBefore(run, folder, killedAt - RECORDED_UNTIL_MS)
    expect(before.journaled).toBeGreaterThan(20)
    expect(before.recorded).toBe(before.journaled)
  }, 90_000)

  it('by SIGKILL while nodes are paused leaves no process', async () => {
    const { pids, left, run } = await cutShort('f1: pause', 'SIGKILL')
    expect(pids.length).toBeGreaterThanOrEqual(5)
    expect(left).toEqual([])
    expect(run.status).toBe('interrupted')
  }, 90_000)
})
