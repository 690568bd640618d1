/**
 * Goal: a run whose recorder was killed is completed and its private folder removed, and nothing
 * else is ever touched, whatever a run file claims. Method: one writer that is really killed;
 * then runs that end without a word, each with one thing about it that must forbid it.
 */
import SQLite from 'better-sqlite3'
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import {
  appendFileSync,
  chownSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import { describe, expect, it, test } from 'vitest'
import { completeRun, QUIET_MS, type Completion } from '../../../electron/library/complete-run.ts'
import { showRun, type ShownRun } from '../../../electron/library/show-run.ts'
import { takeRunLock } from '../../../electron/recorder/run-lock.ts'
import { RunWriter } from '../../../electron/recorder/run-writer.ts'
import { converse, header, SampleMachine, verdictDocument } from '../recorder/sample-run.ts'
import { useFolder } from '../../folders/use-folder.ts'

const folder = useFolder('complete', { brokenRuns: 'written by hand, of machines that only talk' })

interface Place {
  readonly runs: string
  readonly temporary: string
  /** The private folder of the run. */
  readonly private: string
  readonly run: string
}

/** A library and a folder for temporary files, with nothing of interest in them. */
function createPlace(): Place {
  const root = mkdtempSync(join(folder, 'place-'))
  const place = {
    runs: join(root, 'runs'),
    temporary: join(root, 'temporary'),
    private: join(root, 'temporary', 'faultline-run-Ab12Cd'),
    run: join(root, 'runs', 'a.faultline'),
  }
  mkdirSync(place.runs)
  mkdirSync(place.private, { recursive: true })
  return place
}

interface CutShort {
  /** Where the journals are and where the run file says they are. */
  readonly journals?: string
  readonly end?: 'none' | 'seal' | 'interrupt'
}

/** A run of two processes, and one that never began; most of what their journals hold is not in its file yet. */
function recordCutShort(place: Place, { journals = place.private, end = 'none' }: CutShort = {}) {
  mkdirSync(join(journals, 'n1'), { recursive: true })
  mkdirSync(join(journals, 'clients'), { recursive: true })
  const node = new SampleMachine('n1', join(journals, 'n1', 'journal'))
  const client = new SampleMachine('c1', join(journals, 'clients', 'journal'))
  const writer = RunWriter.create(place.run, header)
  writer.tail('n1', join(journals, 'n1', 'journal'))
  writer.tail('clients', join(journals, 'clients', 'journal'))
  writer.tail('n2', join(journals, 'n2', 'journal'))
  writer.catchUp()
  if (end === 'seal') writer.seal(verdictDocument)
  if (end === 'interrupt') writer.interrupt('Ctrl-C')
  writer.close()
  converse(client, node, 20)
}

function complete(place: Place, { run = place.run, laterMs = QUIET_MS * 2 } = {}): Completion {
  const { runs, temporary } = place
  return completeRun(run, { runs, temporary, now: Date.now() + laterMs })
}

function shown(path: string): ShownRun {
  const answer = showRun(path)
  if (!answer.ok) throw new Error(answer.problem.message)
  return answer.run
}

const killedWriter = fileURLToPath(new URL('../recorder/killed-writer.ts', import.meta.url))

test('what a killed recorder left behind is brought in, and its folder goes', async () => {
  const place = createPlace()
  const arguments_ = [killedWriter, place.run, place.private]
  const stdio = ['ignore', 'pipe', 'inherit'] as const
  const child = spawn(process.execPath, arguments_, { stdio: [...stdio] })
  const exited = once(child, 'exit')
  let operations = 0
  for await (const line of createInterface({ input: child.stdout })) {
    if (line === 'open') {
      expect(complete(place)).toEqual({ kind: 'nothing-to-do' })
    } else if (++operations >= 100) {
      child.kill('SIGKILL')
      break
    }
  }
  await exited
  expect(shown(place.run).status).toBe('interrupted')
  const before = shown(place.run).journals[0]?.entries ?? 0

  const completion = complete(place)
  expect(completion).toMatchObject({ kind: 'completed', kept: null })
  expect(existsSync(place.private)).toBe(false)
  const after = shown(place.run)
  expect(after).toMatchObject({ status: 'interrupted', reason: 'the recorder was killed' })
  expect(after.operations.invoke).toBeGreaterThanOrEqual(operations)
  const brought = completion.kind === 'completed' ? completion.journalEntries : NaN
  expect(after.journals[0]?.entries).toBe(before + brought)
  expect(readdirSync(place.runs)).toEqual(['a.faultline'])
  expect(complete(place)).toEqual({ kind: 'nothing-to-do' })
})

describe('a run that was cut short', () => {
  it('is completed, also where a process had not begun its journal', () => {
    const place = createPlace()
    recordCutShort(place)
    expect(complete(place)).toMatchObject({ kind: 'completed', kept: null })
    expect(shown(place.run).operations.invoke).toBe(20)
    expect(existsSync(place.private)).toBe(false)
  })

  it('keeps its folder where a journal cannot be read to its end', () => {
    const place = createPlace()
    recordCutShort(place)
    appendFileSync(join(place.private, 'n1', 'journal'), Buffer.alloc(4096, 0xee))
    expect(complete(place)).toMatchObject({ kind: 'completed', kept: place.private })
    expect(shown(place.run).operations.invoke).toBe(20)
    expect(existsSync(place.private)).toBe(true)
  })
})

describe('nothing is touched', () => {
  /** Completes nothing, changes no byte of the run, removes nothing. */
  function expectUntouched(place: Place, options: Parameters<typeof complete>[1] = {}): void {
    const file = options.run ?? place.run
    const bytes = readFileSync(file)
    const files = readdirSync(place.temporary, { recursive: true })
    expect(complete(place, options)).toEqual({ kind: 'nothing-to-do' })
    expect(readFileSync(file).equals(bytes)).toBe(true)
    expect(readdirSync(place.temporary, { recursive: true })).toEqual(files)
  }

  it.each(['seal', 'interrupt'] as const)('of a run that ended in order (%s)', (end) => {
    const place = createPlace()
    recordCutShort(place, { end })
    expectUntouched(place)
  })

  it('of a run outside the library', () => {
    const place = createPlace()
    recordCutShort(place)
    const elsewhere = join(place.runs, '..', 'elsewhere.faultline')
    renameSync(place.run, elsewhere)
    expectUntouched(place, { run: elsewhere })
    symlinkSync(elsewhere, place.run)
    expectUntouched(place)
  })

  it('while its journals may still grow', () => {
    const place = createPlace()
    recordCutShort(place)
    expectUntouched(place, { laterMs: QUIET_MS / 2 })
  })

  it('while it, or any run of the library, is being recorded', () => {
    const place = createPlace()
    recordCutShort(place)
    for (const name of ['a.faultline', 'b.faultline']) {
      const path = join(place.runs, name)
      if (name !== 'a.faultline') writeFileSync(path, '')
      const lock = takeRunLock(path)
      expectUntouched(place)
      lock?.release()
    }
    expect(complete(place)).toMatchObject({ kind: 'completed' })
  })

  it.each([
    ['of another name', 'some-folder'],
    ['of nearly such a name', 'faultline-run-Ab12Cd.old'],
    ['below another', 'deeper/faultline-run-Ab12Cd'],
    ['beside that for temporary files', '../faultline-run-Ab12Cd'],
    ['above', '..'],
  ])('where the journals lie in a folder %s', (_, name) => {
    const place = createPlace()
    recordCutShort(place, { journals: join(place.temporary, name) })
    expectUntouched(place)
  })

  it('where the folder is a link', () => {
    const place = createPlace()
    recordCutShort(place)
    renameSync(place.private, join(place.temporary, 'real'))
    symlinkSync(join(place.temporary, 'real'), place.private)
    expectUntouched(place)
  })

  it('where a journal is a link out of the folder', () => {
    const place = createPlace()
    recordCutShort(place)
    const journal = join(place.private, 'n1', 'journal')
    renameSync(journal, join(place.temporary, 'secret'))
    symlinkSync(join(place.temporary, 'secret'), journal)
    expectUntouched(place)
  })

  it('where a journal lies behind a linked folder', () => {
    const place = createPlace()
    recordCutShort(place)
    renameSync(join(place.private, 'n1'), join(place.temporary, 'n1'))
    symlinkSync(join(place.temporary, 'n1'), join(place.private, 'n1'))
    expectUntouched(place)
  })

  it.each([
    ['in two folders', (place: Place) => join(place.temporary, 'faultline-run-Zz99Zz', 'journal')],
    ['at a file of the system', () => '/etc/passwd'],
    ['at the folder itself', (place: Place) => place.private],
  ])('where the run says that its journals are %s', (_, claimed) => {
    const place = createPlace()
    recordCutShort(place)
    const database = new SQLite(place.run)
    database.prepare(`UPDATE process SET journal_path = ? WHERE name = 'n1'`).run(claimed(place))
    database.close()
    expectUntouched(place)
  })

  it('where a journal that was recorded is gone', () => {
    const place = createPlace()
    recordCutShort(place)
    rmSync(join(place.private, 'n1', 'journal'))
    expectUntouched(place)
  })

  it.skipIf(process.getuid?.() !== 0)('where the folder is of another user', () => {
    const place = createPlace()
    recordCutShort(place)
    chownSync(place.private, 12_345, 12_345)
    expectUntouched(place)
  })

  it('of a file that is no run', () => {
    const place = createPlace()
    writeFileSync(place.run, 'no run')
    expectUntouched(place)
    expect(complete(place, { run: join(place.runs, 'absent.faultline') })).toEqual({
      kind: 'nothing-to-do',
    })
  })
})
