/**
 * Goal: a run that is rebuilt from its journals goes on as its machines were. Method: a run whose
 * past is known to the bit, a simulated one, rebuilt as if it were not, at moments in all phases of
 * its faults; and one live run, forked through the front door.
 */
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { CHECKERS } from '../../../../core/checkers/index.ts'
import { runDrill } from '../../../../core/simulation/run-drill.ts'
import { conduct } from '../../../../electron/conductor/conduct.ts'
import { fork } from '../../../../electron/conductor/fork/fork.ts'
import { readParent } from '../../../../electron/conductor/fork/read-parent.ts'
import { simulate } from '../../../../electron/conductor/simulate.ts'
import { parseDrill } from '../../../../electron/drill-files/load-drill.ts'
import { openRunFile, type RunFile } from '../../../../electron/recorder/open-run-file.ts'
import { readRun } from '../../../../electron/recorder/queries/run.ts'
import { entriesOf } from '../../library/altered-journal.ts'
import { useFolder } from '../../../folders/use-folder.ts'

const folder = useFolder('rebuilt')

const DRILL = `drill: storm
question: Does a small cluster survive what comes?
hypothesis: Nothing is lost.
system: { kind: raft, nodes: 3 }
workload: { kind: register, clients: 3, keys: 2, rate: 100/s, duration: 6s }
schedule:
  - at: 500ms
    fault: { kind: power-loss, target: leader }
  - at: 1500ms
    undo: all
  - at: 2s
    fault: { kind: partition, shape: halves, target: [leader, c1] }
  - at: 3s
    undo: all
  - at: 3500ms
    fault: { kind: pause, target: leader, for: 800ms }
  - at: 3500ms
    fault: { kind: slow-fsync, target: followers, takes: 20ms }
  - at: 5s
    undo: all
check: [linearizable, election-safety, log-matching, converged]
`

function drillOf(text: string) {
  const parsed = parseDrill(text, 'storm.yaml')
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.errors))
  return { drill: parsed.drill, source: text }
}

async function withFile<Answer>(path: string, use: (file: RunFile) => Answer | Promise<Answer>) {
  const opened = openRunFile(path)
  if (!opened.ok) throw new Error(opened.problem.message)
  try {
    return await use(opened.file)
  } finally {
    opened.file.close()
  }
}

test('at any moment the correct core goes on from its journals and keeps every promise', async () => {
  const path = join(folder, 'storm.faultline')
  const document = await simulate({ ...drillOf(DRILL), seed: '4', path, version: '0' })
  expect(document.verdict).toBe('valid')
  await withFile(path, ({ database }) => {
    const header = readRun(database)?.header
    if (header === undefined) throw new Error('no run')
    for (let atMs = 250; atMs < 6_000; atMs += 500) {
      const order = { atMs, without: [], with: [] }
      const parent = readParent(database, header, order)
      if (parent.kind === 'refused') throw new Error(parent.reason)
      const { drill, past } = parent
      const run = runDrill({ drill, seed: 'other', checkers: CHECKERS, past, journal: 'keep' })
      const broken = run.document.checks.filter(({ verdict }) => verdict !== 'valid')
      expect(broken, `forked at ${atMs} ms`).toEqual([])
      // What stood or was to come did what it did in the parent, give or take a message.
      expect(run.document.faults.map(({ kind }) => kind)).toEqual(
        document.faults.map(({ kind }) => kind),
      )
      const { ok } = run.document.operations
      expect(ok / document.operations.ok, `ok at ${atMs}`).toBeGreaterThan(0.9)
      for (const { process, entries } of run.journals) {
        const untilUs = past.atMs * 1000
        const before = entries.filter(({ atUs }) => atUs <= untilUs)
        expect(before).toEqual(entriesOf(path, process).filter(({ atUs }) => atUs <= untilUs))
      }
    }
  })
}, 60_000)

const LIVE = `drill: short
question: What comes after the leader is gone?
hypothesis: Nothing is lost.
system: { kind: raft, nodes: 3 }
workload: { kind: register, clients: 3, keys: 2, rate: 100/s, duration: 3s }
schedule:
  - at: 1s
    fault: { kind: kill, target: leader }
  - at: 2s
    undo: all
check: [linearizable, converged]
`

test('a live run is forked before its fault, and while it stands', async () => {
  const path = join(folder, 'live.faultline')
  const order = { ...drillOf(LIVE), seed: '1', path, version: '0' }
  const conducted = await conduct({
    ...order,
    signal: new AbortController().signal,
    listener: { progress: () => {}, event: () => {} },
  })
  expect(conducted).toMatchObject({ kind: 'judged', document: { verdict: 'valid' } })
  for (const [atMs, without, kills] of [
    [900, ['kill'], 0],
    [1_500, ['f1'], 1],
    [1_500, [], 1],
  ] as const) {
    const out = join(folder, `live-${atMs}-${without.length}.faultline`)
    const forked = await withFile(path, (parent) =>
      fork({ parent, atMs, without, with: [], newPath: () => out, version: '0' }),
    )
    if (forked.kind === 'refused') throw new Error(forked.reason)
    expect(forked.document.verdict).toBe('valid')
    expect(forked.document.faults).toHaveLength(kills)
    expect(forked.changes).toContainEqual(expect.stringMatching(/^rebuilt from journals/))
  }
}, 90_000)
