/**
 * Goal: whatever is altered in the journals of a run, its replay says in which machine, at which
 * input and when it first shows, what was expected there and what came. Method: a real run file,
 * altered by somebody who makes every checksum right again, and by somebody who does not.
 */
import { join } from 'node:path'
import { beforeAll, expect, test } from 'vitest'
import type { ReplayDifference } from '../../../core/runtime/replayed-machine.ts'
import type { JournalEntry, StepEntry } from '../../../core/runtime/journal.ts'
import { simulate } from '../../../electron/conductor/simulate.ts'
import { parseDrill } from '../../../electron/drill-files/load-drill.ts'
import { replayRun, type ReplayedRun } from '../../../electron/library/replay-run.ts'
import { faultline } from '../cli/captured.ts'
import { SMALL_DRILL } from '../cli/small-drill.ts'
import { entriesOf, findStep, withJournal } from './altered-journal.ts'
import { alteredCopy } from './recorded-run.ts'
import { makeFolder } from '../../folders/test-folder.ts'
import { useFolder } from '../../folders/use-folder.ts'

const folder = useFolder('tampered', { brokenRuns: 'their journals are altered' })
const run = join(folder, 'run.faultline')
let copies = 0

beforeAll(async () => {
  const loaded = parseDrill(SMALL_DRILL, 'small.yaml')
  if (!loaded.ok) throw new Error(JSON.stringify(loaded.errors))
  await simulate({ drill: loaded.drill, source: SMALL_DRILL, seed: '7', path: run, version: '0' })
}, 30_000)

const newCopy = (): string => join(folder, `copy-${++copies}.faultline`)

function replayed(path: string): ReplayedRun {
  const answer = replayRun(path)
  if (!answer.ok) throw new Error(answer.problem.message)
  return answer.replay
}

function altered(
  process: string,
  change: (entries: JournalEntry[]) => readonly JournalEntry[],
): ReplayedRun {
  const entries = change([...entriesOf(run, process)])
  return replayed(withJournal(run, newCopy(), { process, entries }))
}

/** That of the only machine that differs. */
function difference(replay: ReplayedRun, node: string): ReplayDifference {
  expect(replay.matches).toBe(false)
  const differing = replay.nodes.filter(({ matches }) => !matches)
  expect(differing.map((machine) => machine.node)).toEqual([node])
  const found = differing[0]?.difference
  if (found === undefined) throw new Error(`${node} differs nowhere`)
  return found
}

function withEntry(entries: JournalEntry[], place: number, entry: JournalEntry): JournalEntry[] {
  return entries.map((old, index) => (index === place ? entry : old))
}

const isAppend = ({ input }: StepEntry): boolean =>
  input.kind === 'message' && input.body.type === 'append'

test('a journal that was only packed anew still matches', () => {
  expect(altered('n2', (entries) => entries)).toMatchObject({ matches: true, damage: [] })
})

test('a message of another term is found at its own input', () => {
  const entries = [...entriesOf(run, 'n3')]
  const { place, input, entry } = findStep(entries, isAppend, entries.length >> 1)
  const message = entry.input as unknown as {
    readonly body: { readonly type: string; readonly term: number }
  }
  const body = { ...message.body, term: message.body.term + 5 }
  const forged = { ...entry, input: { ...entry.input, body } } as StepEntry
  const found = difference(
    altered('n3', () => withEntry(entries, place, forged)),
    'n3',
  )
  expect(found).toMatchObject({ input, atUs: entry.atUs, kind: 'message' })
  expect(found.expectedDigest).toBe(entry.digest)
  expect(found.digest).not.toBe(entry.digest)
  expect(found.expected).toMatch(/^\d messages? sent/)
  expect(found.came).toMatch(/records? stored/)
})

test('an answer that a client did not get is found in its reports, though no effect differs', () => {
  const entries = [...entriesOf(run, 'clients')]
  const { place, input, entry } = findStep(entries, ({ reports }) =>
    reports.some(({ type }) => type === 'ok'),
  )
  const reports = entry.reports.map((report) =>
    report.type === 'ok' ? { ...report, value: 99 } : report,
  )
  const found = difference(
    altered('clients', () => withEntry(entries, place, { ...entry, reports })),
    entry.machine,
  )
  expect(found).toMatchObject({ input, atUs: entry.atUs, digest: entry.digest })
  expect(found.sentence).toMatch(/^other reports are recorded/)
})

test('an entry that was taken out shows at the next one at the latest that depends on it', () => {
  const entries = [...entriesOf(run, 'n3')]
  const { place, input, entry } = findStep(entries, isAppend, entries.length >> 1)
  const found = difference(
    altered('n3', () => entries.filter((_, index) => index !== place)),
    'n3',
  )
  expect(found.input).toBe(input)
  expect(found.atUs).toBeGreaterThanOrEqual(entry.atUs)
})

test('a journal whose end was cut off ends before what others received of it', () => {
  const entries = entriesOf(run, 'n2')
  const kept = entries.slice(0, entries.length >> 1)
  const last = kept.at(-1) as StepEntry
  const lives = kept.filter(({ kind }) => kind === 'boot').length
  const found = difference(
    altered('n2', () => kept),
    'n2',
  )
  const end = { kind: 'end', atUs: last.atUs, came: 'the end of its journal' }
  expect(found).toMatchObject(lives === 1 ? { ...end, input: kept.length } : end)
  expect(found.sentence).toMatch(/^its journal is cut off there: [cn]\d received more of it$/)
})

test('a journal that is gone altogether is missed by those who heard of it', () => {
  const { matches, damage } = altered('n2', () => [])
  expect(matches).toBe(false)
  expect(damage).toEqual(['the journal of n2 is missing: others received messages of it'])
})

test('another seed or another release of a life is found', () => {
  const reseeded = altered('n1', ([boot, ...rest]) => [
    { ...(boot as object), seed: 'other' } as JournalEntry,
    ...rest,
  ])
  expect(difference(reseeded, 'n1').input).toBeGreaterThan(0)
  const foreign = altered('n1', ([boot, ...rest]) => {
    const { spec } = boot as { readonly spec: object }
    return [{ ...boot, spec: { ...spec, release: 'none' } } as JournalEntry, ...rest]
  })
  expect(difference(foreign, 'n1')).toMatchObject({ kind: 'boot', input: 0 })
})

test('bytes that were changed are damage, and the place of the last sound input is told', () => {
  const copy = alteredCopy(run, newCopy(), (database) => {
    const row = database.prepare(`SELECT id, bytes FROM journal_chunk WHERE process = 'n1'`).get()
    const { id, bytes } = row as { readonly id: number; readonly bytes: Buffer }
    const at = bytes.length >> 1
    bytes[at] = (bytes[at] as number) ^ 1
    database.prepare('UPDATE journal_chunk SET bytes = ? WHERE id = ?').run(bytes, id)
  })
  const replay = replayed(copy)
  expect(replay.damage[0]).toMatch(/^the journal of n1 is damaged after byte/)
  expect(difference(replay, 'n1').kind).toBe('end')
})

test('the command line says where, what was expected and what came, and fails', async () => {
  const entries = [...entriesOf(run, 'n3')]
  const { place, input, entry } = findStep(entries, isAppend, entries.length >> 1)
  const silent = { ...entry, digest: entry.digest ^ 1 }
  const altered = { process: 'n3', entries: withEntry(entries, place, silent) }
  const copy = withJournal(run, newCopy(), altered)

  const told = await faultline(['replay', copy])
  expect(told.code).toBe(1)
  expect(told.out).toMatch(new RegExp(`n3 differs first at [\\d.]+ m?s, input ${input} of life 1`))
  expect(told.out).toMatch(/\n {3}expected {2}\d message/)
  expect(told.out).toMatch(/\n {3}came {6}append/)

  const { out } = await faultline(['replay', copy, '--json'])
  const document = JSON.parse(out) as ReplayedRun
  expect(document.matches).toBe(false)
  const [n3] = document.nodes.filter(({ node }) => node === 'n3')
  expect(n3).toMatchObject({ matches: false, difference: { incarnation: 1, input } })
})

test('the folder of a test does not go quietly with such a run in it', () => {
  const ownFolder = makeFolder('altered')
  const entries = [...entriesOf(run, 'n3')]
  const { place, entry } = findStep(entries, isAppend)
  const silent = { ...entry, digest: entry.digest ^ 1 }
  const path = join(ownFolder.path, 'altered.faultline')
  withJournal(run, path, { process: 'n3', entries: withEntry(entries, place, silent) })
  expect(() => ownFolder.remove()).toThrow(/altered\.faultline does not replay:\n.*n3/)
})
