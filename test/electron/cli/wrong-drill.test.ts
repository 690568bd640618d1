/**
 * Goal: a wrong drill is told with file, line and column before anything is started or made.
 * Method: one small drill with one mistake at a time, through the command line in this process.
 */
import { describe, expect, it } from 'vitest'
import { faultline } from './captured.ts'
import { usePlaces } from './places.ts'
import { SMALL_DRILL, smallDrillWith } from './small-drill.ts'

const places = usePlaces()

/** What is wrong, the file, the line and column that are told, and how it is told. */
const WRONG: readonly (readonly [string, string | Uint8Array, string, RegExp])[] = [
  [
    'an unknown fault',
    smallDrillWith('kind: kill', 'kind: kil'),
    '10:20',
    /unknown fault "kil" \(did you mean "kill"\?\); expected one of kill,/,
  ],
  [
    'a missing field',
    smallDrillWith('question: Does a small cluster survive its leader?\n', ''),
    '1:1',
    /"question" is missing; expected a sentence/,
  ],
  [
    'a bad duration',
    smallDrillWith('at: 500ms', 'at: soon'),
    '9:9',
    /"soon" does not fit here; expected a duration such as 250ms/,
  ],
  [
    'a fault after the end',
    smallDrillWith('at: 500ms', 'at: 5s'),
    '9:9',
    /5s never comes; expected a time before the workload ends at 2s/,
  ],
  ['bad YAML', `${SMALL_DRILL}also: [`, '14:', /this is not YAML/],
  ['a file that is no drill', '- 1\n- 2\n', '1:1', /the file holds no drill/],
  ['an empty file', '', '1:1', /the file holds no drill/],
  ['a binary file', Uint8Array.of(0xff, 0xfe, 0x00), '1:1', /the file is not text/],
  [
    '10 MB',
    `${SMALL_DRILL}# ${'x'.repeat(10 * 1024 * 1024)}\n`,
    '1:1',
    /the file is too large \(10241 kB\); expected at most 256 kB/,
  ],
  [
    'a selector that matches nothing',
    smallDrillWith('target: leader', 'target: n9'),
    '10:34',
    /"n9" matches nothing: there is no such machine; expected n1 to n3/,
  ],
  [
    'a zone that has no nodes',
    smallDrillWith('target: leader', 'target: { zone: a }'),
    '10:',
    /zone/,
  ],
  [
    'an unknown mutant',
    smallDrillWith('nodes: 3 }', 'nodes: 3, release: bad }'),
    '6:42',
    /raft has no release "bad"; expected one of correct, ack-before-fsync/,
  ],
  [
    'an unknown key',
    smallDrillWith('check:', 'chek:'),
    '13:1',
    /unknown key "chek" \(did you mean "check"\?\)/,
  ],
]

describe('a drill file', () => {
  it.each(WRONG)('with %s is told at its place', async (_, content, place, message) => {
    const path = places.file('wrong.yaml', content)
    for (const args of [
      ['drill', path],
      ['drill', path, '--simulate', '--json'],
      ['explore', path, '--seeds', '1..2'],
    ]) {
      const { code, out, error } = await faultline(args)
      expect(error).toContain(`faultline: ${path}:${place}`)
      expect(error).toMatch(message)
      expect({ code, out }).toEqual({ code: 254, out: '' })
    }
    expect(places.left()).toEqual([])
  })

  it('that is not there, or is a folder, is told', async () => {
    expect(await faultline(['drill', './none.yaml'])).toEqual({
      code: 254,
      out: '',
      error: 'faultline: ./none.yaml:1:1: there is no such file; expected a drill file\n',
    })
    const { code, error } = await faultline(['drill', places.temporary])
    expect({ code, error }).toMatchObject({ code: 254, error: /this is not a file/ as never })
  })

  it('cannot command the terminal by what is wrong with it', async () => {
    const path = places.file('evil.yaml', smallDrillWith('drill: small', 'drill: "a\\e[2Jb"'))
    const { code, error } = await faultline(['drill', path])
    expect(code).toBe(254)
    expect(error).toContain('"a\\x1b[2Jb" does not fit here')
    expect(error).not.toContain('\u001b')
  })
})

describe('a wrong flag', () => {
  it.each<[readonly string[], string]>([
    [['--set', 'nodes'], '--set nodes: this cannot be read; expected a path and a value'],
    [['--set', 'system.nodes=x'], '--set system.nodes=x: "x" does not fit here'],
    [['--set', 'system.nodes.more=1'], '--set system.nodes.more=1: there is nothing to set'],
    [['--set', 'systems.nodes=3'], '--set systems.nodes=3: unknown key "systems"'],
    [['--set', 'system.nodes=[3'], '--set system.nodes=[3: this cannot be read'],
    [['--mutant', 'no-such'], '--mutant no-such: raft has no release "no-such"'],
    [['--mutant', 'no-write-back'], '--mutant no-write-back: raft has no release'],
  ])('%j is told as it was typed', async (flags, message) => {
    const path = places.file('small.yaml', SMALL_DRILL)
    const { code, out, error } = await faultline(['drill', path, '--simulate', ...flags])
    expect(error).toContain(`faultline: ${message}`)
    expect({ code, out }).toEqual({ code: 254, out: '' })
    expect(places.left()).toEqual([])
  })

  it('--out never writes over a file', async () => {
    const path = places.file('small.yaml', SMALL_DRILL)
    const { code, error } = await faultline(['drill', path, '--simulate', '--out', path])
    expect({ code, error }).toEqual({
      code: 254,
      error: `faultline: --out ${path}: there is a file already\n`,
    })
    expect(places.left()).toEqual([])
  })
})
