/**
 * Goal: what the journals and the conductor said is in the run file, in order and whole.
 * Method: the real worker and a real file, with journals that grow while it reads.
 */
import { appendFileSync, truncateSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Database } from 'better-sqlite3'
import { expect, test } from 'vitest'
import type { Recorder } from '../../../electron/recorder/contract.ts'
import { openRecorder } from '../../../electron/recorder/open-recorder.ts'
import { openRunFile } from '../../../electron/recorder/open-run-file.ts'
import type { RunFile } from '../../../electron/recorder/open-run-file.ts'
import { readFaults } from '../../../electron/recorder/queries/faults.ts'
import { readLives, readProcesses } from '../../../electron/recorder/queries/journal.ts'
import { metricNames, readLog, readMetric } from '../../../electron/recorder/queries/log.ts'
import { readRun } from '../../../electron/recorder/queries/run.ts'
import { readEvent, type TimelineEvent } from '../../../electron/recorder/queries/timeline.ts'
import { readVerdict } from '../../../electron/recorder/queries/verdict.ts'
import { readEntries } from '../../../electron/recorder/read-entries.ts'
import { RunWriter } from '../../../electron/recorder/run-writer.ts'
import { isRunLocked } from '../../../electron/recorder/run-lock.ts'
import { makeReady } from './made-ready.ts'
import { converse, header, plannedFault, SampleMachine, verdictDocument } from './sample-run.ts'
import { useFolder } from '../../folders/use-folder.ts'

const folder = useFolder('recorder', { brokenRuns: 'written by hand, of machines that only talk' })
let runs = 0

function place(): { readonly run: string; journal(process: string): string } {
  const number = ++runs
  return {
    run: join(folder, `run-${number}.faultline`),
    journal: (process) => join(folder, `journal-${number}-${process}`),
  }
}

function open(path: string): RunFile {
  const opened = openRunFile(path)
  if (!opened.ok) throw new Error(opened.problem.message)
  return opened.file
}

async function until(recorder: Recorder, condition: (entries: number) => boolean): Promise<void> {
  for (;;) {
    const { journalEntries } = await recorder.cost()
    if (condition(journalEntries)) return
    await new Promise((resolve) => setTimeout(resolve, 10))
  }
}

test('a run is recorded from growing journals, judged, sealed and read back', async () => {
  const { run, journal } = place()
  const recorder = await openRecorder({ path: run, header })
  recorder.tail('n1', journal('n1'))
  recorder.tail('clients', journal('clients'))
  const node = new SampleMachine('n1', journal('n1'))
  const client = new SampleMachine('c1', journal('clients'))
  client.local({ kind: 'command', command: { type: 'setup' } }, 10)
  converse(client, node, 50)
  await until(recorder, (entries) => entries === node.written.length + client.written.length)
  converse(client, node, 30, 'more')
  expect(isRunLocked(run)).toBe(true)

  await recorder.faultPlanned(plannedFault)
  recorder.faultApplied('f1', 110)
  recorder.faultUndone('f1', 400)
  recorder.faultMeasured('f1', { exits: 1 }, { proven: true, sentence: 'n1 was gone' })
  recorder.note(5, 'phase', 'the workload begins')
  recorder.metric(5, 'throughput', 12.5)
  recorder.metric(6, 'throughput', Number.NaN)

  const final = { node: 'n1', expected: true }
  const recording = await recorder.recording([final])
  expect(recording.workload).toEqual({ kind: 'register', clients: 1, options: { keys: 1 } })
  expect(recording.finalStates).toEqual([final])
  const told = client.written.flatMap((entry) =>
    entry.kind === 'step' ? entry.reports.map((report) => ({ atUs: entry.atUs, ...report })) : [],
  )
  expect(recording.history).toEqual(
    told
      .filter((report) => report.type !== 'ready')
      .map((report, index) => {
        const { type, atUs, value } = report as typeof report & { readonly value: number }
        return { index, time: atUs * 1000, process: 0, type, f: 'write', key: 'x', value }
      }),
  )
  expect(recording.history).toHaveLength(50 + 38 + 30 + 23)
  const nodeReports = node.written.flatMap((entry) =>
    entry.kind === 'step'
      ? entry.reports.map((event) => ({ atUs: entry.atUs, node: 'n1', incarnation: 1, event }))
      : [],
  )
  expect(nodeReports.length).toBeGreaterThan(5)
  expect(recording.reports).toEqual(nodeReports)

  await recorder.seal(verdictDocument)
  await recorder.close()
  await recorder.close()
  expect(isRunLocked(run)).toBe(false)
  await expect(recorder.cost()).rejects.toThrow(/closed/)

  const file = open(run)
  const { database } = file
  expect(readRun(database)).toEqual({ header, status: 'finished', timelineDerived: false })
  expect(readVerdict(database)).toEqual(verdictDocument)
  expect(readFaults(database)).toEqual([
    {
      ...plannedFault,
      appliedAtMs: 110,
      undoneAtMs: 400,
      evidence: { exits: 1 },
      effect: { proven: true, sentence: 'n1 was gone' },
    },
  ])
  expect(readLog(database)).toMatchObject([
    { atMs: 5, kind: 'phase', text: 'the workload begins' },
    { kind: 'recorder', text: 'metric throughput is not a number' },
  ])
  expect(metricNames(database)).toEqual(['throughput'])
  expect(readMetric(database, 'throughput')).toEqual([{ atMs: 5, value: 12.5 }])
  expect([...readEntries(database, 'n1')]).toEqual(node.written)
  expect([...readEntries(database, 'clients')]).toEqual(client.written)
  expect(readLives(database).map(({ machine, role }) => [machine, role])).toEqual(
    expect.arrayContaining([
      ['n1', 'node'],
      ['c1', 'client'],
    ]),
  )
  file.close()
})

function eventsOf(database: Database): TimelineEvent[] {
  const events: TimelineEvent[] = []
  for (;;) {
    const event = readEvent(database, events.length + 1)
    if (event === undefined) return events
    events.push(event)
  }
}

test('the timeline knows who sent what, when, and what was lost', async () => {
  const { run, journal } = place()
  const node = new SampleMachine('n1', journal('n1'))
  const client = new SampleMachine('c1', journal('clients'))
  converse(client, node, 8)
  const recorder = await openRecorder({ path: run, header })
  recorder.tail('n1', journal('n1'))
  recorder.tail('clients', journal('clients'))
  await recorder.seal(verdictDocument)
  await recorder.close()
  await makeReady(run)

  const file = open(run)
  const all = eventsOf(file.database)
  expect(readRun(file.database)).toMatchObject({ timelineDerived: true })
  const times = all.map((event) => event.atUs)
  expect(times).toEqual([...times].sort((a, b) => a - b))
  const received = all.filter((event) => event.kind === 'message')
  expect(received).toHaveLength(8 + 6)
  for (const event of received) {
    const sender = event.peer === 'n1' ? node : client
    const sent = sender.written.find(
      (entry) => entry.kind === 'step' && entry.atUs === event.sentAtUs,
    )
    expect(sent).toBeDefined()
    expect(event.sentAtUs).toBeLessThan(event.atUs)
  }
  // Each ping is answered by a pong and a gossip; the gossip has no receiver, and two pongs of
  // eight are dropped. The very last step of n1 is `stored`, so all of its sends are known.
  const lost = all.filter((event) => event.kind === 'lost')
  expect(lost.map((event) => event.machine)).toEqual(new Array(10).fill('n1'))
  expect(all.find((event) => event.atUs >= 1)).toMatchObject({
    machine: 'c1',
    kind: 'timer',
    type: 'next',
    sends: 1,
  })
  file.close()
})

test('a process that dies in mid-write and lives again is followed through both lives', async () => {
  const { run, journal } = place()
  const path = journal('n1')
  const recorder = await openRecorder({ path: run, header })
  recorder.tail('n1', path)
  const first = new SampleMachine('n1', path)
  appendFileSync(path, Buffer.from([9, 0, 0, 0, 1, 2, 3]))
  await until(recorder, (entries) => entries === 2)
  await recorder.recording([])
  expect(await recorder.cost()).toMatchObject({ behindBytes: 0, troubles: [] })
  truncateSync(path, (await recorder.cost()).journalBytes)
  const second = new SampleMachine('n1', path, 2, 5_000)
  const { reports } = await recorder.recording([])
  expect(reports.map((report) => report.incarnation)).toEqual([1, 2])
  await recorder.close()
  const file = open(run)
  expect([...readEntries(file.database, 'n1')]).toEqual([...first.written, ...second.written])
  file.close()
})

test('a damaged journal is said to be damaged, and the rest is recorded', async () => {
  const { run, journal } = place()
  const recorder = await openRecorder({ path: run, header })
  recorder.tail('n1', journal('n1'))
  recorder.tail('n2', journal('n2'))
  const node = new SampleMachine('n1', journal('n1'))
  appendFileSync(journal('n1'), Buffer.alloc(40, 7))
  const other = new SampleMachine('n2', journal('n2'))
  await recorder.recording([])
  const cost = await recorder.cost()
  expect(cost.troubles).toHaveLength(1)
  expect(cost.troubles?.[0]).toMatch(/journal of n1: damaged at byte/)
  expect(cost.behindBytes).toBe(0)
  await recorder.interrupt('a test')
  await recorder.close()
  const file = open(run)
  expect(readRun(file.database)).toMatchObject({ status: 'interrupted', reason: 'a test' })
  expect(readProcesses(file.database)).toMatchObject([
    { name: 'n1', entries: node.written.length, trouble: expect.stringContaining('damaged') },
    { name: 'n2', entries: other.written.length, trouble: null },
  ])
  expect(readLog(file.database)[0]?.text).toContain('journal of n1 cannot be read further')
  file.close()
})

test('a frame that is longer than a chunk is taken whole', async () => {
  const { run, journal } = place()
  const recorder = await openRecorder({ path: run, header })
  recorder.tail('n1', journal('n1'))
  const node = new SampleMachine('n1', journal('n1'))
  const text = 'x'.repeat(3_000_000)
  node.local({ kind: 'command', command: { type: text } }, 10)
  node.local({ kind: 'stored', position: 1 }, 20)
  await recorder.recording([])
  expect(await recorder.cost()).toMatchObject({ journalEntries: 4, behindBytes: 0 })
  await recorder.close()
})

test('a recorder that falls behind says so, and says when it has caught up', () => {
  const { run, journal } = place()
  const node = new SampleMachine('n1', journal('n1'))
  for (let count = 0; count < 14; count++) {
    node.local({ kind: 'command', command: { type: 'x'.repeat(1024 * 1024) } }, count)
  }
  const writer = RunWriter.create(run, header)
  writer.tail('n1', journal('n1'))
  expect(writer.cost().behindBytes).toBeGreaterThan(14 * 1024 * 1024)
  for (let look = 0; look < 3; look++) writer.work(look * 600)
  for (let look = 3; writer.work(look * 600) > 0; look++);
  expect(writer.cost()).toMatchObject({ behindBytes: 0, journalEntries: 16 })
  writer.close()
  const file = open(run)
  expect(readLog(file.database).map((line) => line.text)).toEqual([
    expect.stringMatching(/^recording is \d+ bytes behind$/),
    'recording has caught up',
  ])
  file.close()
})

test('nothing is recorded over what is there', async () => {
  const { run } = place()
  writeFileSync(run, 'a letter')
  await expect(openRecorder({ path: run, header })).rejects.toThrow(/EEXIST/)
})

test('a question that cannot be answered is refused, and the recorder lives on', async () => {
  const { run } = place()
  const recorder = await openRecorder({ path: run, header })
  await recorder.faultPlanned(plannedFault)
  await expect(recorder.faultPlanned(plannedFault)).rejects.toThrow(/refused/)
  recorder.faultApplied('f7', 1)
  await recorder.interrupt('done')
  await recorder.close()
  const file = open(run)
  expect(readLog(file.database)[0]?.text).toBe('fault f7 was never planned')
  file.close()
})
