/**
 * Goal: the words of a run file reach the terminal only as text, a run of another version says so
 * where it matters, and a run whose recorder was killed is completed where a person meets it.
 * Method: run files written by the recorder itself, then changed as a stranger might.
 */
import SQLite from 'better-sqlite3'
import { cpSync, existsSync, mkdirSync, readdirSync, rmSync, utimesSync } from 'node:fs'
import { join } from 'node:path'
import { beforeEach, describe, expect, it } from 'vitest'
import { JournalReader } from '../../../electron/journal/format.ts'
import { VERSION } from '../../../electron/version.ts'
import { RunWriter } from '../../../electron/recorder/run-writer.ts'
import { frameOf } from '../journal/frame-of.ts'
import {
  converse,
  header,
  plannedFault,
  SampleMachine,
  verdictDocument,
} from '../recorder/sample-run.ts'
import { commandsTerminal, faultline } from './captured.ts'
import { onlyDocument } from './fields.ts'
import { usePlaces } from './places.ts'
import { SMALL_DRILL } from './small-drill.ts'

const places = usePlaces({ brokenRuns: 'written by hand, of machines that only talk' })
/** Clears the screen, sets a title, and pretends to be another line. */
const EVIL = '\u001b[2J\u001b]0;owned\u0007\u009b1A\r\n✓ VALID\u202e'

beforeEach(() => {
  rmSync(places.runs, { recursive: true, force: true })
  mkdirSync(places.runs)
})

interface Recorded {
  readonly name: string
  readonly end: 'seal' | 'interrupt' | 'none'
  /** Put behind every word that the run file has of its own. */
  readonly evil?: string
}

/** Returns the private folder. */
function recordRun({ name, end, evil = '' }: Recorded): string {
  const folder = join(places.temporary, 'faultline-run-Ab12Cd')
  rmSync(folder, { recursive: true, force: true })
  mkdirSync(folder)
  const node = new SampleMachine(`n1${evil}`, join(folder, 'n1.journal'))
  const client = new SampleMachine(`c1${evil}`, join(folder, 'clients.journal'))
  const drill = { ...header.drill, name: `small${evil}`, question: `Does it?${evil}` }
  const system = { ...drill.system, kind: `toy${evil}` }
  const words = { seed: `7${evil}`, startedAt: `2026-11-21${evil}` }
  const path = join(places.runs, `${name}.faultline`)
  const writer = RunWriter.create(path, { ...header, ...words, drill: { ...drill, system } })
  writer.tail(`n1${evil}`, join(folder, 'n1.journal'))
  writer.tail('clients', join(folder, 'clients.journal'))
  writer.catchUp()
  converse(client, node, 20)
  writer.planFault({ ...plannedFault, kind: `kill${evil}` })
  writer.note(3, `phase${evil}`, `drill${evil}`)
  if (end === 'seal') {
    const [check] = verdictDocument.checks
    writer.seal({
      ...verdictDocument,
      checks: [{ ...check, name: `lin${evil}`, witness: { sentence: `So.${evil}` } } as never],
      warnings: [`beware${evil}`],
    })
  }
  if (end === 'interrupt') writer.interrupt(`Ctrl-C${evil}`)
  writer.close()
  const before = new Date(Date.now() - 60_000)
  for (const file of readdirSync(folder)) utimesSync(join(folder, file), before, before)
  return folder
}

describe('a hostile run file', () => {
  it.each(['seal', 'interrupt'] as const)('(%s) commands no terminal', async (end) => {
    recordRun({ name: 'evil', end, evil: EVIL })
    for (const args of [['show', 'evil'], ['runs'], ['replay', 'evil'], ['show', 'latest']]) {
      const { out, error } = await faultline(args)
      expect(commandsTerminal(out), `${args.join(' ')}: ${JSON.stringify(out)}`).toBe(false)
      expect(commandsTerminal(error)).toBe(false)
    }
    const { code, out } = await faultline(['show', 'evil'])
    expect(code).toBe(0)
    expect(out).toContain('\\x1b[2J\\x1b]0;owned\\x07\\x9b1A ✓ VALID\\u202e')
    expect(out.split('\n').filter((line) => line === '✓ VALID')).toEqual([])
  })

  it('keeps its words in JSON, where they are harmless', async () => {
    recordRun({ name: 'evil', end: 'seal', evil: EVIL })
    const { out } = await faultline(['show', 'evil', '--json'])
    expect(out).not.toContain('\u001b')
    expect(onlyDocument(out)).toMatchObject({ header: { seed: `7${EVIL}` } })
  })

  it.each([
    ['verdict', '{"verdict":"splendid"}'],
    ['verdict', '{"checks":[{"name":"x","verdict":"valid","summary":"x","steps":1,"witness":3}]}'],
    ['run', '{"system":null}'],
    ['run', '[]'],
  ])('with nonsense in its %s (%s) is told to be none', async (table, json) => {
    recordRun({ name: 'odd', end: 'seal' })
    const database = new SQLite(join(places.runs, 'odd.faultline'))
    database.prepare(`UPDATE ${table} SET document = json_patch(document, ?)`).run(json)
    database.close()
    const { code, out, error } = await faultline(['show', 'odd'])
    expect({ code, out }).toEqual({ code: 254, out: '' })
    expect(error).toMatch(/^faultline: odd: [^\n]+\n$/)
    expect((await faultline(['runs'])).code).toBe(0)
  })

  it('of another kind is refused by every command', async () => {
    const path = places.file('text.faultline', 'no run at all')
    for (const command of ['show', 'replay']) {
      expect(await faultline([command, path])).toEqual({
        code: 254,
        out: '',
        error: `faultline: ${path}: not an SQLite file, so not a run file\n`,
      })
    }
  })
})

describe('a run of another version', () => {
  /** As if the program had drawn other random numbers then. */
  function changeSeeds(database: SQLite.Database): void {
    const chunk = database
      .prepare(`SELECT id, bytes FROM journal_chunk WHERE process = 'n1' ORDER BY at_offset`)
      .get() as { id: number; bytes: Buffer }
    const entries = new JournalReader()
      .push(chunk.bytes)
      .map((entry) => (entry.kind === 'boot' ? { ...entry, seed: 'another' } : entry))
    database
      .prepare('UPDATE journal_chunk SET bytes = ? WHERE id = ?')
      .run(frameOf(entries), chunk.id)
  }

  async function replayed({ version, differs }: { version: string; differs: boolean }) {
    const drill = places.file('small.yaml', SMALL_DRILL)
    const path = join(places.runs, 'small.faultline')
    await faultline(['drill', drill, '--simulate', '--seed', '7', '--out', path])
    const database = new SQLite(path)
    database.prepare('UPDATE run SET faultline_version = ?').run(version)
    if (differs) changeSeeds(database)
    database.close()
    return faultline(['replay', path])
  }

  it('says so where it replays differently', async () => {
    const { code, out, error } = await replayed({ version: '0.0.1', differs: true })
    expect(code).toBe(1)
    expect(out).toMatch(/^✗ {2}n1 differs first at .*, input \d+ of life 1/m)
    expect(out).toContain('The replay differs from the run.')
    expect(error).toBe(
      `The run was recorded by Faultline 0.0.1, and this is ${VERSION}: ` +
        'a difference may only mean that the program has changed since\n',
    )
  })

  it.each([
    { version: '0.0.1', differs: false },
    { version: VERSION, differs: true },
  ])('says nothing of it where that is not the point (%o)', async (run) => {
    const { code, error } = await replayed(run)
    expect({ code, error }).toEqual({ code: run.differs ? 1 : 0, error: '' })
  })
})

describe('a run whose recorder was killed', () => {
  const SAID =
    /^lost\.faultline: its recorder was killed; completed from its journals \(\d+ entries more\)\n$/

  it.each([
    ['show', ['show', 'lost', '--json']],
    ['replay', ['replay', 'latest', '--json']],
    ['runs', ['runs', '--json']],
  ])('is completed by %s, once, and its folder goes', async (_, args) => {
    const folder = recordRun({ name: 'lost', end: 'none' })
    const { out, error } = await faultline(args)
    expect(error).toMatch(SAID)
    JSON.parse(out)
    expect(existsSync(folder)).toBe(false)
    const shown = await faultline(['show', 'lost', '--json'])
    expect(shown.error).toBe('')
    expect(onlyDocument(shown.out)).toMatchObject({
      status: 'interrupted',
      reason: 'the recorder was killed',
      operations: { invoke: 20 },
    })
  })

  it('is left as it is where it was given from elsewhere', async () => {
    const folder = recordRun({ name: 'lost', end: 'none' })
    const copy = join(places.temporary, 'lost.faultline')
    cpSync(join(places.runs, 'lost.faultline'), copy)
    rmSync(join(places.runs, 'lost.faultline'))
    const { code, out, error } = await faultline(['show', copy])
    expect({ code, error }).toEqual({ code: 0, error: '' })
    expect(out).toContain('INTERRUPTED')
    expect(out).toContain('its recorder ended without a word')
    expect(existsSync(folder)).toBe(true)
  })
})
