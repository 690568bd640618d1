/**
 * Goal: a fork is its parent up to its moment, to the bit, and what is asked for from there on.
 * Method: `stale-read` with the mutant that it catches, simulated: forked as it was, and without
 * the fault that shows the mutant.
 */
import { join } from 'node:path'
import { beforeAll, expect, test } from 'vitest'
import type { JournalEntry } from '../../../../core/runtime/journal.ts'
import { fork, type ForkOptions } from '../../../../electron/conductor/fork/fork.ts'
import { simulate } from '../../../../electron/conductor/simulate.ts'
import { DRILLS_FOLDER } from '../../../../electron/drill-files/drill-library.ts'
import { loadDrill } from '../../../../electron/drill-files/load-drill.ts'
import { showRun } from '../../../../electron/library/show-run.ts'
import { openRunFile } from '../../../../electron/recorder/open-run-file.ts'
import { entriesOf } from '../../library/altered-journal.ts'
import { useFolder } from '../../../folders/use-folder.ts'

const folder = useFolder('fork')
const parent = join(folder, 'parent.faultline')
const PROCESSES = ['clients', 'n1', 'n2', 'n3', 'n4', 'n5']
let forks = 0

beforeAll(async () => {
  const overrides = ['system.release=local-reads']
  const loaded = await loadDrill(join(DRILLS_FOLDER, 'stale-read.yaml'), { overrides })
  if (!loaded.ok) throw new Error(JSON.stringify(loaded.errors))
  const { drill, source } = loaded
  const { verdict } = await simulate({ drill, source, seed: '3', path: parent, version: '0' })
  expect(verdict).toBe('invalid')
}, 60_000)

type Order = Partial<Pick<ForkOptions, 'without' | 'with' | 'seed'>> & { readonly atMs: number }

async function forked(order: Order) {
  const path = join(folder, `fork-${++forks}.faultline`)
  const opened = openRunFile(parent)
  if (!opened.ok) throw new Error(opened.problem.message)
  try {
    const options = { without: [], with: [], ...order, newPath: () => path, version: '0' }
    return { path, answer: await fork({ ...options, parent: opened.file }) }
  } finally {
    opened.file.close()
  }
}

async function judged(order: Order) {
  const { path, answer } = await forked(order)
  if (answer.kind === 'refused') throw new Error(answer.reason)
  return { path, ...answer }
}

function stepsOf(path: string, until: (entry: JournalEntry) => boolean) {
  return PROCESSES.map((process) =>
    entriesOf(path, process)
      .filter(until)
      .map((entry) => [entry.machine, entry.atUs, entry.kind === 'boot' ? 0 : entry.digest]),
  )
}

function beganUs(path: string): number {
  const shown = showRun(path)
  if (!shown.ok) throw new Error(shown.problem.message)
  const began = shown.run.log.find(({ kind, text }) => kind === 'phase' && text === 'drill')
  return (began?.atMs ?? NaN) * 1_000
}

test('with the same faults it is the parent, step for step and in every digest', async () => {
  const { path, document } = await judged({ atMs: 6_000 })
  expect(stepsOf(path, () => true)).toEqual(stepsOf(parent, () => true))
  expect(document.verdict).toBe('invalid')
}, 60_000)

test('before the partition and without it, the mutant does no harm', async () => {
  const { path, document, changes } = await judged({ atMs: 4_900, without: ['partition'] })
  expect(document.verdict).toBe('valid')
  expect(document.faults.map(({ kind }) => kind)).toEqual(['pause'])
  const forkedUs = beganUs(parent) + 4_900_000
  const past = (entry: JournalEntry): boolean => entry.atUs <= forkedUs
  expect(stepsOf(path, past)).toEqual(stepsOf(parent, past))
  expect(changes).toEqual([expect.stringMatching(/^without f1: partition .* at 5s$/)])
  const shown = showRun(path)
  const expected = { run: 'parent', atMs: 4_900, changes }
  expect(shown).toMatchObject({ ok: true, run: { header: { parent: expected } } })
}, 60_000)

test('a fault that stands at the moment is over from there on', async () => {
  const { document, changes } = await judged({ atMs: 6_000, without: ['f1'] })
  const partition = document.faults.find(({ kind }) => kind === 'partition')
  expect(partition).toMatchObject({ atMs: 5_000, undoneAtMs: 6_000 })
  expect(changes[0]).toMatch(/, which stood then$/)
}, 60_000)

test('another seed changes what comes after the moment, and nothing before it', async () => {
  const { path } = await judged({ atMs: 3_000, without: ['all'], seed: '9' })
  const forkedUs = beganUs(parent) + 3_000_000
  const past = (entry: JournalEntry): boolean => entry.atUs <= forkedUs
  expect(stepsOf(path, past)).toEqual(stepsOf(parent, past))
  const between = ({ atUs }: JournalEntry): boolean => atUs > forkedUs && atUs < forkedUs + 1e6
  expect(stepsOf(path, between)).not.toEqual(stepsOf(parent, between))
}, 60_000)

test('what cannot be done is refused in a sentence, and no file is made', async () => {
  for (const [order, sentence] of [
    [{ atMs: 18_000 }, /^its workload went on for 18s: fork it before that$/],
    [{ atMs: -1 }, /^its workload went on for/],
    [{ atMs: 13_000, without: ['f1'] }, /^f1 was over by then; no fault stands then/],
    [{ atMs: 1_000, without: ['kill'] }, /^the run has no fault kill; there is f1 \(partition\)/],
  ] as const) {
    const { answer, path } = await forked(order)
    expect(answer).toEqual({ kind: 'refused', reason: expect.stringMatching(sentence) })
    expect(openRunFile(path)).toMatchObject({ ok: false, problem: { kind: 'missing' } })
  }
}, 60_000)
