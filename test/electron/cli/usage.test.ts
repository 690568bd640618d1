/**
 * Goal: help is an answer, wrong use is told in one voice with its own exit code, and what was
 * asked for by a wrong name is never started. Method: the command line in this process.
 */
import { existsSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { EXIT, exitCodeOf } from '../../../electron/cli/exit-code.ts'
import { VERSION } from '../../../electron/version.ts'
import { faultline } from './captured.ts'
import { usePlaces } from './places.ts'

const places = usePlaces()
const COMMANDS = [
  'drill',
  'explore',
  'replay',
  'check',
  'runs',
  'show',
  'compare',
  'export',
  'list',
]

describe('exit codes', () => {
  it('are those that scripts rely on', () => {
    expect(EXIT).toEqual({ valid: 0, invalid: 1, unknown: 2, usage: 254, failure: 255 })
    expect(['valid', 'invalid', 'unknown'].map((verdict) => exitCodeOf(verdict as never))).toEqual([
      0, 1, 2,
    ])
  })
})

describe('help', () => {
  it('is the answer to no arguments, and the same as --help', async () => {
    const bare = await faultline([])
    expect(bare).toMatchObject({ code: 0, error: '' })
    for (const flag of ['--help', '-h', 'help']) expect(await faultline([flag])).toEqual(bare)
    for (const command of COMMANDS) expect(bare.out).toMatch(new RegExp(`^  ${command} `, 'm'))
    expect(bare.out).toContain('Exit codes: 0 valid, 1 invalid, 2 unknown, 254 wrong use, 255')
    for (const line of bare.out.split('\n')) expect(line.length, line).toBeLessThanOrEqual(80)
  })

  it.each(COMMANDS)('of %s fits a terminal and goes to standard output', async (command) => {
    const { code, out, error } = await faultline([command, '--help'])
    expect({ code, error }).toEqual({ code: 0, error: '' })
    expect(out).toContain(`Usage: faultline ${command} [options]`)
    expect(out).toContain('--json')
    for (const line of out.split('\n')) expect(line.length, line).toBeLessThanOrEqual(80)
    expect(await faultline(['help', command])).toMatchObject({ code: 0, out })
  })

  it('knows the version', async () => {
    expect(await faultline(['--version'])).toEqual({ code: 0, out: `${VERSION}\n`, error: '' })
  })
})

describe('wrong use', () => {
  it.each<[readonly string[], RegExp]>([
    [['dril'], /^faultline: unknown command 'dril'\n\(Did you mean drill\?\)\n/],
    [['--bogus'], /^faultline: unknown option '--bogus'\n/],
    [['drill'], /^faultline: missing required argument 'drill'\nfaultline drill --help tells more/],
    [['drill', 'leader-loss', '--bogus'], /^faultline: unknown option '--bogus'\n/],
    [['drill', 'leader-los'], /there is no drill "leader-los" \(did you mean "leader-loss"\?\)/],
    [['drill', 'leader-loss', '--seed', ''], /--seed : expected a number or a word/],
    [['drill', 'leader-loss', '--seed', 'a b'], /--seed a b: expected a number or a word/],
    [['drill', 'leader-loss', '--out', ''], /--out: expected the path of a file/],
    [['drill', 'leader-loss', '--out', '/'], /--out \/: this is a folder/],
    [['drill', 'leader-loss', '--out', '/no/such/x'], /--out \/no\/such\/x: no file can be made/],
    [['explore', 'leader-loss'], /^faultline: --seeds <range> is needed\n/],
    [['explore', 'leader-loss', '--seeds', '3..1'], /--seeds 3..1: expected a range of seeds/],
    [['explore', 'leader-loss', '--seeds', 'all'], /--seeds all: expected a range of seeds/],
    [['explore', 'leader-loss', '--seeds', '1..999999999'], /expected at most 100000 seeds/],
    [['list'], /^faultline: missing required argument 'kind'\n/],
    [['list', 'toString'], /there is no list of "toString"; expected one of drills, systems/],
    [['runs', 'more'], /too many arguments for 'runs'/],
    [['show'], /^faultline: missing required argument 'run'\n/],
    [['show', 'nothing'], /^faultline: there is no run nothing, neither a file nor in /],
    [['show', 'latest'], /^faultline: there are no runs in /],
    [['replay', 'latest', '--at', 'soon'], /--at soon: expected a time such as 12.4s/],
    [['check'], /^faultline: missing required argument 'history'\n/],
    [['check', 'x', '--model', 'nope'], /unknown model "nope".*; known are cas-register/],
    [['check', 'x', '--model', 'kv', '--format', 'nope'], /unknown format "nope"; known are/],
    [['check', 'x', '--model', 'kv', '--holds', 'serializable'], /--holds goes with --model list-/],
    [['check', 'x', '--model', 'wr', '--bound', '5'], /--bound goes with --model bounded-stale/],
    [['check', 'x', '--model', 'kv', '--budget', '0'], /--budget 0: expected a positive whole/],
    [['check', 'x', '--model', 'kv', '--budget', '1e3'], /--budget 1e3: expected a positive/],
    [['check', 'x', '--model', 'kv', '--initial', '{'], /--initial {: expected JSON/],
    [['check', '/no/such/file', '--model', 'kv'], /^faultline: \/no\/such\/file: no such file\n/],
  ])('%j is told', async (args, message) => {
    const { code, out, error } = await faultline(args)
    expect(error).toMatch(message)
    expect({ code, out }).toEqual({ code: 254, out: '' })
    expect(places.left()).toEqual([])
  })

  it('also where the argument would command the terminal', async () => {
    for (const args of [['\u001b[2J'], ['show', '\u001b[2J'], ['runs', '--\u001b[2J']]) {
      const { code, error } = await faultline(args)
      expect(code).toBe(254)
      expect(error).not.toContain('\u001b')
    }
  })

  it('makes no folder', () => expect(existsSync(places.runs)).toBe(false))
})

describe('a failure of Faultline itself', () => {
  it('has a code of its own, and no stack where the system said no', async () => {
    const file = places.file('no-folder', '')
    process.env['FAULTLINE_HOME'] = file
    try {
      const { code, out, error } = await faultline(['drill', 'leader-loss', '--simulate'])
      expect({ code, out }).toEqual({ code: 255, out: '' })
      expect(error).toMatch(/^faultline: failed: (ENOTDIR|EEXIST)[^\n]*\n$/)
    } finally {
      process.env['FAULTLINE_HOME'] = places.home
    }
  })
})

describe('lists', () => {
  it.each(['drills', 'systems', 'faults', 'workloads', 'checkers', 'mutants'])(
    'of %s have a line each, and the same in JSON',
    async (kind) => {
      const { code, out, error } = await faultline(['list', kind])
      expect({ code, error }).toEqual({ code: 0, error: '' })
      const lines = out.trimEnd().split('\n')
      const { out: json } = await faultline(['list', kind, '--json'])
      const items = JSON.parse(json) as { name: string; summary: string }[]
      expect(items.length).toBeGreaterThan(1)
      expect(lines.map((line) => line.split(' ')[0])).toEqual(items.map(({ name }) => name))
      for (const { summary } of items) expect(summary).not.toBe('')
    },
  )

  it('say where a mutant comes from', async () => {
    const { out } = await faultline(['list', 'mutants', '--json'])
    for (const mutant of JSON.parse(out) as Record<string, unknown>[]) {
      expect(mutant).toMatchObject({ system: expect.any(String), source: expect.any(String) })
    }
  })
})
