/**
 * Goal: runs are found, listed, shown and replayed, and one broken file spoils nothing.
 * Method: run files made by the writer itself from real steps of toy machines.
 */
import SQLite from 'better-sqlite3'
import { existsSync, mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { JournalReader } from '../../../electron/journal/format.ts'
import { faultlineHome, newRunPath } from '../../../electron/library/home.ts'
import { listRuns } from '../../../electron/library/list-runs.ts'
import { replayRun } from '../../../electron/library/replay-run.ts'
import { resolveRun } from '../../../electron/library/resolve-run.ts'
import { showRun } from '../../../electron/library/show-run.ts'
import { RunWriter } from '../../../electron/recorder/run-writer.ts'
import {
  converse,
  createToy,
  header,
  plannedFault,
  SampleMachine,
  verdictDocument,
} from '../recorder/sample-run.ts'
import { frameOf } from '../journal/frame-of.ts'
import { useFolder } from '../../folders/use-folder.ts'

const folder = useFolder('library', { brokenRuns: 'written by hand, of machines that only talk' })

function subfolder(name: string): string {
  const path = join(folder, name)
  mkdirSync(path)
  return path
}

function recordRun(path: string, startedAt: string, end: 'seal' | 'interrupt' | 'none'): void {
  const journal = (process: string): string => `${path}-journal-${process}`
  const node = new SampleMachine('n1', journal('n1'))
  const client = new SampleMachine('c1', journal('clients'))
  converse(client, node, 20)
  const writer = RunWriter.create(path, { ...header, startedAt })
  writer.tail('n1', journal('n1'))
  writer.tail('clients', journal('clients'))
  writer.planFault(plannedFault)
  writer.note(3, 'phase', 'workload')
  writer.metric(4, 'ok', 7)
  writer.catchUp()
  if (end === 'seal') writer.seal(verdictDocument)
  if (end === 'interrupt') writer.interrupt('Ctrl-C')
  writer.close()
}

test('runs live where the platform keeps data, unless the user says otherwise', () => {
  const home = '/home/ada'
  const at = (platform: NodeJS.Platform, environment = {}): string =>
    faultlineHome({ platform, environment, home }).replaceAll('\\', '/')
  expect(at('linux')).toBe('/home/ada/.local/share/faultline')
  expect(at('linux', { XDG_DATA_HOME: '/data' })).toBe('/data/faultline')
  expect(at('darwin')).toBe('/home/ada/Library/Application Support/Faultline')
  expect(at('win32', { LOCALAPPDATA: 'C:/local' })).toBe('C:/local/Faultline')
  expect(at('win32', { FAULTLINE_HOME: '/mine' })).toBe('/mine')
})

test('a new run gets a path of its own, also within one second, also with an odd name', () => {
  const runs = join(folder, 'new')
  const at = new Date('2026-11-21T09:08:07.654Z')
  const first = newRunPath('leader-loss', at, runs)
  expect(first).toBe(join(runs, 'leader-loss-2026-11-21-090807.faultline'))
  expect(newRunPath('leader-loss', at, runs)).toMatch(/090807-2\.faultline$/)
  expect(newRunPath('../../etc/pass wd', at, runs)).toBe(
    join(runs, 'etc-pass-wd-2026-11-21-090807.faultline'),
  )
  recordRun(first, header.startedAt, 'seal')
  expect(existsSync(`${first}-lock`)).toBe(false)
  expect(newRunPath('leader-loss', at, runs)).toMatch(/090807-3\.faultline$/)
})

test('the list is newest first and says what is broken and why', () => {
  const runs = subfolder('list')
  expect(listRuns(join(runs, 'absent'))).toEqual([])
  recordRun(join(runs, 'old.faultline'), '2026-11-20T00:00:00.000Z', 'seal')
  recordRun(join(runs, 'new.faultline'), '2026-11-21T00:00:00.000Z', 'interrupt')
  recordRun(join(runs, 'lost.faultline'), '2026-11-19T00:00:00.000Z', 'none')
  writeFileSync(join(runs, 'broken.faultline'), 'no run at all')
  writeFileSync(join(runs, 'notes.txt'), 'not looked at')
  const lines = listRuns(runs)
  expect(lines.map((line) => line.name)).toEqual(['new', 'old', 'lost', 'broken'])
  expect(lines[0]).toMatchObject({ status: 'interrupted', reason: 'Ctrl-C', verdict: null })
  expect(lines[1]).toMatchObject({
    ok: true,
    drill: 'leader-loss',
    system: 'toy',
    release: 'correct',
    status: 'finished',
    verdict: 'valid',
    durationMs: 1234.5,
    startedAt: '2026-11-20T00:00:00.000Z',
  })
  expect(lines[2]).toMatchObject({
    status: 'interrupted',
    reason: 'its recorder ended without a word',
  })
  expect(lines[3]).toMatchObject({ ok: false, problem: { kind: 'not-sqlite' } })
})

test('a run is found by path, name, beginning of a name, or as the latest', () => {
  const runs = subfolder('resolve')
  expect(resolveRun('latest', runs)).toMatchObject({ ok: false, kind: 'empty' })
  recordRun(join(runs, 'bank-1.faultline'), '2026-11-20T00:00:00.000Z', 'seal')
  recordRun(join(runs, 'bank-12.faultline'), '2026-11-22T00:00:00.000Z', 'seal')
  recordRun(join(runs, 'leader.faultline'), '2026-11-21T00:00:00.000Z', 'seal')
  const found = (name: string): unknown => {
    const resolved = resolveRun(name, runs)
    return resolved.ok ? resolved.path : resolved.kind
  }
  expect(found(join(runs, 'leader.faultline'))).toBe(join(runs, 'leader.faultline'))
  expect(found('bank-1')).toBe(join(runs, 'bank-1.faultline'))
  expect(found('bank-12.faultline')).toBe(join(runs, 'bank-12.faultline'))
  expect(found('l')).toBe(join(runs, 'leader.faultline'))
  expect(found('latest')).toBe(join(runs, 'bank-12.faultline'))
  expect(found('zebra')).toBe('unknown')
  expect(found('')).toBe('unknown')
  expect(resolveRun('bank', runs)).toMatchObject({
    kind: 'ambiguous',
    candidates: ['bank-1', 'bank-12'],
  })
})

test('a run is shown in full', () => {
  const path = join(subfolder('show'), 'a.faultline')
  recordRun(path, header.startedAt, 'seal')
  const shown = showRun(path)
  if (!shown.ok) throw new Error(shown.problem.message)
  expect(shown.run).toMatchObject({
    name: 'a',
    status: 'finished',
    header,
    verdict: verdictDocument,
    operations: { invoke: 20, ok: 15, fail: 0, info: 0 },
    journals: [{ process: 'clients' }, { process: 'n1' }],
    faults: [plannedFault],
    log: [{ atMs: 3, kind: 'phase', text: 'workload' }],
    metrics: { ok: [{ atMs: 4, value: 7 }] },
    notes: [],
    tags: [],
  })
  expect(shown.run.machines.map(({ machine, lives }) => [machine, lives.length])).toEqual(
    expect.arrayContaining([
      ['n1', 1],
      ['c1', 1],
    ]),
  )
  expect(JSON.parse(JSON.stringify(shown.run))).toEqual(shown.run)
  expect(showRun(join(folder, 'nowhere'))).toMatchObject({ problem: { kind: 'missing' } })
})

test('JSON of another shape in a sound file is refused, and the list still stands', () => {
  const runs = subfolder('shapes')
  const path = join(runs, 'a.faultline')
  recordRun(path, header.startedAt, 'seal')
  for (const [column, table, json] of [
    ['document', 'verdict', '{"checks":5}'],
    ['document', 'verdict', 'null'],
    ['document', 'run', '{}'],
    ['document', 'run', 'no JSON'],
  ]) {
    const database = new SQLite(path)
    database.prepare(`UPDATE ${table} SET ${column} = ?`).run(json)
    database.close()
    expect(showRun(path)).toMatchObject({ ok: false })
    expect(listRuns(runs)).toHaveLength(1)
  }
  expect(listRuns(runs)[0]).toMatchObject({ ok: false, problem: { kind: 'damaged' } })
})

test('a run replays to the bit, and every machine can be seen at a moment', () => {
  const path = join(subfolder('replay'), 'a.faultline')
  recordRun(path, header.startedAt, 'seal')
  const answer = replayRun(path, { create: createToy, atMs: 5 })
  if (!answer.ok) throw new Error(answer.problem.message)
  const { replay } = answer
  expect(replay).toMatchObject({ matches: true, damage: [] })
  expect(replay.nodes.map(({ node, inputs, matches }) => [node, inputs, matches])).toEqual([
    ['c1', 36, true],
    ['n1', 41, true],
  ])
  const { n1, c1 } = replay.inspections as Record<string, Record<string, number>>
  expect(n1?.pings).toBeGreaterThan(0)
  expect(n1?.pings).toBeLessThan(20)
  expect([0, 1]).toContain((c1?.operations as number) - (n1?.pings as number))

  const one = replayRun(path, { create: createToy, node: 'n1', atMs: 1e9 })
  expect(one).toMatchObject({
    replay: { nodes: [{ node: 'n1', matches: true }], inspections: { n1: { pings: 20 } } },
  })
  expect(replayRun(path, { create: createToy, node: 'n7' })).toMatchObject({
    ok: false,
    problem: { kind: 'unknown-node' },
  })
})

test('a journal that somebody changed replays as different, from the step that was changed', () => {
  const path = join(subfolder('tamper'), 'a.faultline')
  recordRun(path, header.startedAt, 'seal')
  changeJournal(path, 'n1', (bytes) => {
    const entries = new JournalReader().push(bytes).map((entry) => {
      if (entry.kind !== 'step' || entry.input.kind !== 'message' || entry.atUs < 8_000)
        return entry
      return { ...entry, input: { ...entry.input, from: 'c7' } }
    })
    return frameOf(entries)
  })
  const answer = replayRun(path, { create: createToy })
  if (!answer.ok) throw new Error(answer.problem.message)
  const [c1, n1] = answer.replay.nodes
  expect(answer.replay.matches).toBe(false)
  expect(c1?.matches).toBe(true)
  expect(n1).toMatchObject({ matches: false, difference: { kind: 'message' } })
  const first = n1?.difference
  expect(first?.atUs).toBeGreaterThanOrEqual(8_000)
  expect(first?.atUs).toBeLessThan(10_000)
})

test('a journal that was damaged in the file is said to be damaged, up to where it is whole', () => {
  const path = join(subfolder('damage'), 'a.faultline')
  recordRun(path, header.startedAt, 'seal')
  changeJournal(path, 'n1', (bytes) => {
    bytes[bytes.length >> 1] = (bytes[bytes.length >> 1] as number) ^ 1
    return bytes
  })
  const answer = replayRun(path, { create: createToy })
  if (!answer.ok) throw new Error(answer.problem.message)
  expect(answer.replay.matches).toBe(false)
  expect(answer.replay.damage[0]).toMatch(/journal of n1 is damaged/)
  const [client, node] = answer.replay.nodes
  expect(client?.matches).toBe(true)
  expect(node?.difference).toMatchObject({ kind: 'end', came: 'the end of its journal' })
})

function changeJournal(path: string, process: string, change: (bytes: Buffer) => Buffer): void {
  const database = new SQLite(path)
  const { bytes } = database
    .prepare('SELECT bytes FROM journal_chunk WHERE process = ?')
    .get(process) as { bytes: Buffer }
  database
    .prepare('UPDATE journal_chunk SET bytes = ? WHERE process = ?')
    .run(change(bytes), process)
  database.close()
}
