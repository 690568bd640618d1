/**
 * Goal: copies, overtakings and damage are told where the record proves them, and only there.
 * Method: receipts and faults by hand, then a simulated drill that damages messages, against what
 * the fault itself counted.
 */
import SQLite from 'better-sqlite3'
import { expect, test } from 'vitest'
import type { Action, LinkRule } from '../../../core/faults/action.ts'
import { FLAG } from '../../../electron/ipc/shapes/timeline.ts'
import { MessageMarks } from '../../../electron/recorder/message-marks.ts'
import { readFaults, type FaultRow } from '../../../electron/recorder/queries/faults.ts'
import { readTimelineColumns } from '../../../electron/recorder/queries/timeline-columns.ts'
import { simulateRun } from '../console/timeline/simulated-run.ts'
import { plannedFault } from './sample-run.ts'

function faultOf(apply: readonly Action[], evidence: FaultRow['evidence'] = null): FaultRow {
  const times = { appliedAtMs: 100, undoneAtMs: 200 }
  return { ...plannedFault, apply, ...times, evidence, effect: null }
}

function link(rule: LinkRule): Action {
  return { kind: 'link', id: 'f1', from: 'n1', to: 'n2', rule }
}

const probability = { numerator: 1, denominator: 2 } as never
const corrupt = link({ type: 'corrupt', probability })

test('a copy and one that was overtaken are told from those that came in order', () => {
  const marks = new MessageMarks([])
  expect(marks.received('n1', 'n2', 5)).toBe(0)
  expect(marks.received('n1', 'n2', 5)).toBe(FLAG.duplicate)
  expect(marks.received('n1', 'n2', 3)).toBe(FLAG.reordered)
  expect(marks.received('n1', 'n3', 4)).toBe(0)
  expect(marks.received('n1', 'n2', 6)).toBe(0)
  expect(marks.received('n2', 'n1', 1)).toBe(0)
})

test('a loss is damage where only a rule that damages stood on the link', () => {
  const marks = new MessageMarks([faultOf([corrupt], { corrupted: 3 })])
  expect(marks.lost('n1', 'n2', 150_000)).toBe(FLAG.corrupt)
  expect(marks.lost('n1', 'n2', 99_000)).toBe(0)
  expect(marks.lost('n1', 'n2', 201_000)).toBe(0)
  expect(marks.lost('n2', 'n1', 150_000)).toBe(0)
})

test.each<readonly [string, readonly FaultRow[]]>([
  ['nothing was damaged', [faultOf([corrupt], {})]],
  ['a cut stood beside it', [faultOf([corrupt, link({ type: 'cut' })], { corrupted: 1 })]],
  [
    'the receiver was down',
    [
      faultOf([corrupt], { corrupted: 1 }),
      faultOf([{ kind: 'crash', node: 'n2', crash: 'process' }]),
    ],
  ],
  ['it was never applied', [{ ...faultOf([corrupt], { corrupted: 1 }), appliedAtMs: null }]],
])('a loss is not said to be damage: %s', (_, faults) => {
  expect(new MessageMarks(faults).lost('n1', 'n2', 150_000)).toBe(0)
})

const DAMAGE = `drill: damage
question: Does a cluster survive damaged messages?
hypothesis: It does.
expect:
  - { probe: elections, at-least: 0 }
system: { kind: raft, nodes: 3 }
workload: { kind: register, clients: 2, keys: 2, rate: 60/s, duration: 3s }
schedule:
  - at: 1s
    fault: { kind: corrupt, target: all, share: 20% }
  - at: 2s
    undo: all
check: [converged]
`

test('in a simulated drill as many are told to be damaged as the fault damaged', async () => {
  const run = await simulateRun(DAMAGE)
  try {
    const database = new SQLite(run.path, { readonly: true })
    const columns = readTimelineColumns(database)
    const corrupted = readFaults(database).map(({ evidence }) => evidence?.corrupted ?? 0)
    database.close()
    const told = columns?.flags.filter((flags) => flags === FLAG.corrupt).length ?? 0
    expect(corrupted[0]).toBeGreaterThan(10)
    expect(told).toBe(corrupted[0])
  } finally {
    await run.remove()
  }
}, 30_000)
