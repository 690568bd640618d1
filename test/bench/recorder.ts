/**
 * How many journal entries a second the recorder takes into a run file. Two processes' worth of
 * entries as a busy cluster writes them (256-byte values, one operation of a client in ten
 * entries) are written ahead of time; the clock runs from the first look to the last commit,
 * in the real worker. Decoding alone is measured beside it.
 *
 * Run by itself it prints one line of JSON.
 */
import { appendFileSync, mkdtempSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { Drill } from '../../core/drills/drill.ts'
import type { JournalEntry, StepEntry } from '../../core/runtime/journal.ts'
import { readJournalFile } from '../../electron/journal/format.ts'
import { openRecorder } from '../../electron/recorder/open-recorder.ts'
import { frameOf } from '../electron/journal/frame-of.ts'

export interface RecorderFigures {
  readonly entries: number
  readonly journalBytes: number
  readonly runFileBytes: number
  readonly encodedPerSecond: number
  readonly decodedPerSecond: number
  readonly recordedPerSecond: number
}

export interface RecorderBenchOptions {
  readonly entries: number
  /** Entries in one turn of a host. */
  readonly perFrame: number
}

const PROCESSES = ['n1', 'n2', 'clients'] as const
const EPOCH_MS = 1_790_000_000_000

export async function benchRecorder(options: RecorderBenchOptions): Promise<RecorderFigures> {
  const folder = mkdtempSync(join(tmpdir(), 'faultline-bench-'))
  try {
    return await measure(folder, options)
  } finally {
    rmSync(folder, { recursive: true })
  }
}

async function measure(folder: string, options: RecorderBenchOptions): Promise<RecorderFigures> {
  const perProcess = Math.ceil(options.entries / PROCESSES.length)
  const paths = PROCESSES.map((process) => join(folder, process))
  let encodeMs = 0
  for (const [place, process] of PROCESSES.entries()) {
    const entries = entriesOf(process, perProcess)
    const before = performance.now()
    const frames: Buffer[] = []
    for (let at = 0; at < entries.length; at += options.perFrame) {
      frames.push(frameOf(entries.slice(at, at + options.perFrame)))
    }
    encodeMs += performance.now() - before
    appendFileSync(paths[place] as string, Buffer.concat(frames))
  }
  const decodeBefore = performance.now()
  let entries = 0
  for (const path of paths) entries += readJournalFile(path).entries.length
  const decodeMs = performance.now() - decodeBefore

  const run = join(folder, 'bench.faultline')
  const recorder = await openRecorder({ path: run, header: HEADER })
  const before = performance.now()
  for (const [place, process] of PROCESSES.entries()) {
    recorder.tail(process, paths[place] as string)
  }
  let cost = await recorder.cost()
  while (cost.behindBytes > 0 || cost.journalEntries < entries) cost = await recorder.cost()
  const recordMs = performance.now() - before
  await recorder.close()
  return {
    entries,
    journalBytes: cost.journalBytes,
    runFileBytes: statSync(run).size,
    encodedPerSecond: Math.round((entries / encodeMs) * 1000),
    decodedPerSecond: Math.round((entries / decodeMs) * 1000),
    recordedPerSecond: Math.round((entries / recordMs) * 1000),
  }
}

function entriesOf(machine: string, count: number): JournalEntry[] {
  const client = machine === 'clients'
  const id = client ? 'c1' : machine
  const common = { id, system: 'raft', options: {} }
  const spec = client
    ? {
        ...common,
        role: 'client' as const,
        nodes: ['n1'],
        workload: 'register',
        index: 0,
        clients: 1,
      }
    : { ...common, role: 'node' as const, release: 'correct', members: ['n1', 'n2'] }
  const entries: JournalEntry[] = [
    { kind: 'boot', machine: id, spec, seed: 's', incarnation: 1, atUs: 0 },
  ]
  for (let index = 1; index < count; index++) entries.push(stepOf(id, index, client))
  return entries
}

function stepOf(machine: string, index: number, client: boolean): StepEntry {
  const value = 'x'.repeat(256)
  const operation = { f: 'write', key: 'k3', value }
  const body = client
    ? { type: 'reply', session: 4, sequence: index, result: { status: 'ok' } }
    : index % 3 === 0
      ? {
          type: 'append',
          term: 3,
          previousIndex: index,
          previousTerm: 3,
          commit: index - 1,
          entries: [{ term: 3, index, session: 4, sequence: index, operation }],
        }
      : { type: 'append-ok', term: 3, match: index, read: 0 }
  const process = { process: 7, f: 'write', key: 'k3' }
  const reports = client
    ? [
        { type: 'ok', ...process, node: 'n1', attempts: 1 },
        { type: 'invoke', ...process, value },
      ]
    : []
  const now = EPOCH_MS + (index >> 3)
  const from = client ? 'n1' : 'n2'
  return {
    kind: 'step',
    machine,
    atUs: index * 20,
    now,
    input: { kind: 'message', from, body },
    lamport: index * 3,
    hybrid: { wallMs: now, counter: index & 7 },
    cause: { from, id: 0x1_0000_0000 + index },
    firstSend: 0x1_0000_0000 + index * 2,
    reports: client && index % 3 === 0 ? reports : [],
    digest: Math.imul(index, 0x9e3779b1) >>> 0,
  }
}

const DRILL: Drill = {
  name: 'bench',
  question: '',
  hypothesis: '',
  expect: [],
  tags: [],
  system: { kind: 'raft', nodes: 2, release: 'correct', options: {} },
  workload: { kind: 'register', clients: 1, durationMs: 1, options: {} },
  schedule: [],
  steady: [],
  recoverWithinMs: 1,
  check: [],
  abortWhen: [],
  zones: {},
}

const HEADER = {
  drill: DRILL,
  source: '',
  seed: 'bench',
  simulated: false,
  startedAt: '2026-01-01T00:00:00.000Z',
  faultlineVersion: '0',
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const entries = Number(process.argv[2] ?? 600_000)
  console.log(JSON.stringify(await benchRecorder({ entries, perFrame: 8 })))
}
