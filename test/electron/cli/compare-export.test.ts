/**
 * Goal: two runs are compared and one is exported on the command line, in text that no file can
 * spoil, and wrong use is told before anything is written. Method: the command line in this
 * process, with runs of the recorder.
 */
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { beforeAll, describe, expect, it } from 'vitest'
import { alter, recordRun } from '../library/recorded-run.ts'
import { BROKEN, STALE_READ } from '../library/stale-read.ts'
import { commandsTerminal, faultline } from './captured.ts'
import { list, onlyDocument } from './fields.ts'
import { usePlaces } from './places.ts'

const places = usePlaces({ brokenRuns: 'written by hand, one of them torn on purpose' })

beforeAll(() => {
  mkdirSync(places.runs, { recursive: true })
  recordRun(join(places.runs, 'stale.faultline'), { history: STALE_READ, verdict: BROKEN })
  recordRun(join(places.runs, 'sound.faultline'), {
    history: [...STALE_READ.slice(0, 4)],
    header: { seed: 'seed-2' },
    verdict: { throughputPerSecond: 12 },
  })
})

describe('compare', () => {
  it('tells what differs, which figure is better, and each answer', async () => {
    const { code, out, error } = await faultline(['compare', 'stale', 'sound'])
    expect({ code, error }).toEqual({ code: 0, error: '' })
    expect(out).toMatch(/^left {3}invalid {2}stale\nright {2}valid {4}sound\n/)
    expect(out).toMatch(/^ {4}seed +seed-1 +seed-2$/m)
    expect(out).not.toMatch(/^ {4}system /m)
    expect(out).toMatch(/^ {4}throughput +10 ok\/s +12 ok\/s \*$/m)
    expect(out).toMatch(/^ {4}linearizable +invalid +valid$/m)
    expect(out).toMatch(/^ {4}converged +unknown +n\/a$/m)
  })

  it('is one document with --json', async () => {
    const { code, out } = await faultline(['compare', 'stale', 'sound', '--json'])
    expect(code).toBe(0)
    expect(onlyDocument(out)).toMatchObject({
      settings: list,
      figures: list,
      checks: list,
      left: { run: 'stale', verdict: { verdict: 'invalid' }, series: { ok: list, p99: list } },
      right: { run: 'sound' },
    })
  })

  it('says that nothing differs where nothing does', async () => {
    const { out } = await faultline(['compare', 'stale', 'stale'])
    expect(out).toContain('  All settings are the same\n')
  })
})

describe('export', () => {
  it.each(['jsonl', 'jepsen-edn'])('as %s is judged by check as the run was', async (format) => {
    const exported = await faultline(['export', 'stale', '--format', format])
    expect(exported).toMatchObject({ code: 0, error: '' })
    const file = places.file(`stale.${format}`, exported.out)
    const judged = await faultline(['check', file, '--model', 'kv', '--initial', 'null', '--json'])
    expect(judged.code).toBe(1)
    expect(onlyDocument(judged.out)).toMatchObject({ verdict: 'invalid', operations: 3 })
  })

  it.each(['html', 'junit', 'shiviz', 'faultline'])('writes %s into a file', async (format) => {
    const out = join(places.temporary, `stale-out.${format}`)
    const { code, out: told } = await faultline([
      'export',
      'stale',
      '--format',
      format,
      '--out',
      out,
      '--json',
    ])
    expect(code).toBe(0)
    expect(onlyDocument(told)).toMatchObject({ format, out, bytes: readFileSync(out).length })
    const again = await faultline(['export', 'stale', '--format', format, '--out', out])
    expect(again).toMatchObject({
      code: 254,
      error: expect.stringContaining('there is a file already') as string,
    })
  })

  it('of the file itself is a run again', async () => {
    const out = join(places.temporary, 'again.faultline')
    await faultline(['export', 'stale', '--format', 'faultline', '--out', out])
    expect((await faultline(['show', out])).out).toContain('INVALID')
  })

  it.each([
    [['export', 'stale'], /--format <name> is needed/],
    [['export', 'stale', '--format', 'pdf'], /--format pdf: expected one of html, jsonl/],
    [['export', 'stale', '--format', 'html', '--json'], /--json: only together with --out/],
    [['export', 'stale', '--format', 'faultline'], /--format faultline needs --out FILE/],
    [['export', 'nobody', '--format', 'html'], /there is no run nobody/],
    [['compare', 'stale'], /missing required argument 'right'/],
    [['compare', 'stale', 'nobody'], /there is no run nobody/],
  ])('%o is wrong use', async (args, message) => {
    const { code, out, error } = await faultline(args)
    expect({ code, out }).toEqual({ code: 254, out: '' })
    expect(error).toMatch(message)
  })

  it('leaves no file behind where the run cannot be read to its end', async () => {
    const run = join(places.runs, 'torn.faultline')
    recordRun(run, { talking: true })
    alter(run, (database) => {
      database.exec('UPDATE journal_chunk SET bytes = randomblob(length(bytes))')
    })
    const out = join(places.temporary, 'torn.log')
    const { code, error } = await faultline(['export', 'torn', '--format', 'shiviz', '--out', out])
    expect(code).toBe(254)
    expect(error).toMatch(/^faultline: torn: the journal of .* is damaged/)
    expect(existsSync(out)).toBe(false)
  })
})

describe('a hostile run', () => {
  const EVIL = '\u001b[2J\u001b]0;owned\u0007\u009b1A\r\n✓ VALID\u202e'

  it('commands no terminal', async () => {
    const run = join(places.runs, 'evil.faultline')
    recordRun(run, {
      header: { seed: EVIL },
      drill: { name: `n${EVIL}`, check: [EVIL] },
      verdict: { checks: [{ name: EVIL, verdict: 'valid', summary: EVIL, steps: 1 }] },
    })
    const { code, out, error } = await faultline(['compare', 'evil', 'stale'])
    expect(code).toBe(0)
    expect(commandsTerminal(out)).toBe(false)
    expect(commandsTerminal(error)).toBe(false)
  })

  it('that is none is refused by both', async () => {
    const path = join(places.temporary, 'text.faultline')
    writeFileSync(path, 'no run at all')
    for (const args of [
      ['compare', path, 'stale'],
      ['export', path, '--format', 'html'],
    ]) {
      expect(await faultline(args)).toEqual({
        code: 254,
        out: '',
        error: `faultline: ${path}: not an SQLite file, so not a run file\n`,
      })
    }
  })
})
