/**
 * Goal: the documents of `--json` hold the documented fields, standard output holds nothing else,
 * and the exit code is the verdict. Method: one small simulated run and a few histories, through
 * the command line in this process.
 */
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { beforeAll, describe, expect, it } from 'vitest'
import { VERSION } from '../../../electron/version.ts'
import { faultline, type Captured } from './captured.ts'
import { boolean, list, number, onlyDocument, text } from './fields.ts'
import { usePlaces } from './places.ts'
import { SMALL_DRILL, smallDrillWith } from './small-drill.ts'

const places = usePlaces()
let drill: string
let drilled: Captured
let run: string

beforeAll(async () => {
  drill = places.file('small.yaml', SMALL_DRILL)
  run = join(places.temporary, 'kept.faultline')
  const args = ['drill', drill, '--simulate', '--seed', '7', '--json', '--out', run]
  drilled = await faultline(args)
})

describe('drill --json', () => {
  it('is the documented document', () => {
    const document = onlyDocument(drilled.out)
    expect(document).toMatchObject({
      run,
      drill: 'small',
      system: 'raft',
      release: 'correct',
      seed: '7',
      simulated: true,
      verdict: 'valid',
      checks: list,
      hypothesis: { statement: text, answer: 'held', measured: list },
      recovery: { answer: 'recovered', afterMs: number },
      operations: { ok: number, fail: number, info: number },
      latencyMs: { p50: number, p95: number, p99: number, p999: number },
      throughputPerSecond: number,
      availability: number,
      unavailableMs: number,
      elections: number,
      faults: [{ kind: 'kill', target: text, atMs: number, effect: text }],
      warnings: [],
      durationMs: number,
    })
    for (const check of document['checks'] as unknown[]) {
      expect(check).toMatchObject({ name: text, verdict: text, summary: text })
    }
    expect(drilled.code).toBe(0)
  })

  it('tells the question, the seed and its progress on standard error', () => {
    expect(drilled.error).toContain('small: Does a small cluster survive its leader?\n')
    expect(drilled.error).toContain('simulated, seed 7\n')
    expect(drilled.error).toContain('simulating\n')
  })

  it('is the same again from the same seed, and keeps a seed that was drawn', async () => {
    const again = await faultline(['drill', drill, '--simulate', '--seed', '7', '--json'])
    const changing = { run: '', durationMs: 0 }
    expect({ ...onlyDocument(again.out), ...changing }).toEqual({
      ...onlyDocument(drilled.out),
      ...changing,
    })
    const drawn = await faultline(['drill', drill, '--simulate', '--json'])
    const { seed } = onlyDocument(drawn.out)
    expect(seed).toMatch(/^[1-9][0-9]*$/)
    expect(drawn.error).toContain(`simulated, seed ${String(seed)}\n`)
  })

  it('ends with 1 where a promise was broken, and tells by what', async () => {
    const wrong = places.file('refuted.yaml', smallDrillWith('at-least: 1', 'at-least: 100'))
    const { code, out } = await faultline(['drill', wrong, '--simulate', '--seed', '7', '--json'])
    expect(code).toBe(1)
    expect(onlyDocument(out)).toMatchObject({
      verdict: 'invalid',
      hypothesis: { answer: 'refuted' },
    })
  })

  it('is kept as a run that show and runs tell of', async () => {
    const { out } = await faultline(['show', run, '--json'])
    expect(onlyDocument(out)).toMatchObject({
      path: run,
      status: 'finished',
      header: { seed: '7', simulated: true, faultlineVersion: VERSION, source: SMALL_DRILL },
      verdict: onlyDocument(drilled.out),
    })
    const log = onlyDocument(out)['log'] as { kind: string; text: string }[]
    expect(log.map(({ kind }) => kind)).toEqual(expect.arrayContaining(['phase', 'fault', 'undo']))

    await faultline(['drill', drill, '--simulate', '--seed', '8'])
    const runs = JSON.parse((await faultline(['runs', '--json'])).out) as { seed: string }[]
    expect(runs[0]).toMatchObject({ drill: 'small', seed: '8', verdict: 'valid', simulated: true })
    expect((await faultline(['show', 'latest'])).out).toContain('small on raft, simulated, seed 8')
    expect((await faultline(['runs'])).out.split('\n')[0]).toMatch(
      /^small-\S+ +valid +raft, .*, simulated$/,
    )
  })
})

describe('replay --json', () => {
  it('is the documented document', async () => {
    const { code, out, error } = await faultline(['replay', run, '--json'])
    const document = onlyDocument(out)
    expect({ code, error }).toEqual({ code: 0, error: '' })
    expect(document).toMatchObject({ nodes: list, matches: true, recordedBy: VERSION })
    const nodes = document['nodes'] as { node: string }[]
    expect(nodes.map(({ node }) => node)).toEqual(['c1', 'c2', 'n1', 'n2', 'n3'])
    for (const node of nodes) {
      expect(node).toMatchObject({ inputs: number, digest: number, matches: boolean })
    }
  })

  it('shows one machine at a moment', async () => {
    const { code, out } = await faultline(['replay', run, '--node', 'n2', '--at', '1s', '--json'])
    const { nodes, inspections } = onlyDocument(out) as Record<string, Record<string, unknown>>
    expect(code).toBe(0)
    expect(nodes).toHaveLength(1)
    expect(Object.keys(inspections ?? {})).toEqual(['n2'])
    const told = await faultline(['replay', run, '--node', 'n2', '--at', '1s'])
    expect(told.out).toMatch(/\nn2\n\{\n {2}role: '/)
  })

  it('says of a wrong name that there is no such machine', async () => {
    expect(await faultline(['replay', run, '--node', 'n9'])).toEqual({
      code: 254,
      out: '',
      error: `faultline: ${run}: the run has no machine n9\n`,
    })
  })
})

describe('explore --json', () => {
  it('is the documented document', async () => {
    const { code, out, error } = await faultline(['explore', drill, '--seeds', '1..3', '--json'])
    expect(onlyDocument(out)).toEqual({
      seeds: 3,
      valid: 3,
      invalid: 0,
      unknown: 0,
      simulatedSeconds: number,
      wallSeconds: number,
      failing: [],
    })
    expect(code).toBe(0)
    expect(error).toContain('1 of 3 seeds')
  })

  it('names every seed that fails, and how to see one', async () => {
    const wrong = places.file('refuted.yaml', smallDrillWith('at-least: 1', 'at-least: 100'))
    const args = ['explore', wrong, '--seeds', '4..5', '--set', 'workload.rate=90/s']
    const { code, out, error } = await faultline([...args, '--json'])
    expect(code).toBe(1)
    expect(onlyDocument(out)).toMatchObject({
      seeds: 2,
      invalid: 2,
      failing: [
        { seed: '4', verdict: 'invalid' },
        { seed: '5', verdict: 'invalid' },
      ],
    })
    expect(error).toContain('seed 4: invalid\n')
    const told = await faultline(args)
    expect(told.out).toContain(
      `See one: faultline drill ${wrong} --simulate --seed 4 --set workload.rate=90/s\n`,
    )
  })

  it('records nothing', async () => {
    const before = places.left()
    await faultline(['explore', drill, '--seeds', '9'])
    expect(places.left()).toEqual(before)
  })
})

describe('check --json', () => {
  const event = (process: number, type: string, f: string, value: unknown, index: number) =>
    JSON.stringify({ index, time: index * 1000, process, type, f, key: 'x', value })
  /** A write of 1 that was acknowledged before a read began, which then read `read`. */
  const history = (read: number | null): string =>
    [
      event(0, 'invoke', 'write', 1, 0),
      event(0, 'ok', 'write', 1, 1),
      event(1, 'invoke', 'read', null, 2),
      event(1, 'ok', 'read', read, 3),
      '',
    ].join('\n')

  it('is the documented document, with the exit code of its verdict', async () => {
    const good = places.file('good.jsonl', history(1))
    const valid = await faultline(['check', good, '--model', 'kv', '--json'])
    expect(valid).toMatchObject({ code: 0, error: '' })
    const document = onlyDocument(valid.out)
    const figures = { operations: 2, elapsedMs: number, steps: number }
    expect(document).toEqual({ verdict: 'valid', summary: text, ...figures })

    const bad = places.file('bad.jsonl', history(null))
    const invalid = await faultline(['check', bad, '--model', 'kv', '--json'])
    expect(invalid).toMatchObject({ code: 1, error: '' })
    expect(onlyDocument(invalid.out)).toMatchObject({
      verdict: 'invalid',
      operations: 2,
      witness: { sentence: text },
    })
    const told = await faultline(['check', bad, '--model', 'kv'])
    expect(told.out).toMatch(/^✗ INVALID {2}2 operations, \d+ steps?, .* ms\n {2}\S/)
  })

  it('is unknown where the budget does not reach', async () => {
    const writes = [0, 1, 2, 3, 4, 5].map((at) => event(at, 'invoke', 'write', at % 3, at))
    const answers = [0, 1, 2, 3, 4, 5].map((at) => event(at, 'ok', 'write', at % 3, at + 6))
    const reads = [event(6, 'invoke', 'read', null, 12), event(6, 'ok', 'read', 1, 13)]
    const file = places.file('wide.jsonl', [...writes, ...answers, ...reads, ''].join('\n'))
    const args = ['check', file, '--model', 'kv', '--budget', '1']
    const { code, out } = await faultline([...args, '--json'])
    expect(code).toBe(2)
    expect(onlyDocument(out)).toMatchObject({ verdict: 'unknown', operations: 7 })
    expect((await faultline(args)).out).toContain('--budget allows more')
  })

  it('says what is wrong with a history with its line, and prints no document', async () => {
    const file = places.file('cut.jsonl', `${event(0, 'invoke', 'write', 1, 0)}\n{"ind\n`)
    const { code, out, error } = await faultline(['check', file, '--model', 'kv', '--json'])
    expect({ code, out }).toEqual({ code: 254, out: '' })
    expect(error).toContain(`faultline: ${file}:2: `)
  })

  it('is an array for several files, whose worst is the exit code', async () => {
    const good = places.file('first.jsonl', history(1))
    const bad = places.file('second.jsonl', history(null))
    const model = ['--model', 'kv', '--json']
    const fine = await faultline(['check', good, good, ...model])
    expect(fine).toMatchObject({ code: 0, error: '' })
    expect(JSON.parse(fine.out)).toMatchObject([{ file: good, verdict: 'valid' }, { file: good }])
    const both = await faultline(['check', bad, good, ...model])
    expect(both.code).toBe(1)
    expect(JSON.parse(both.out)).toMatchObject([
      { file: bad, verdict: 'invalid', witness: { sentence: text } },
      { file: good, verdict: 'valid' },
    ])
  })

  it('judges the files after one that cannot be read', async () => {
    const good = places.file('third.jsonl', history(1))
    const files = [places.file('empty.jsonl', ''), good, '/no/such/file']
    const { code, out, error } = await faultline(['check', ...files, '--model', 'kv', '--json'])
    expect(code).toBe(254)
    expect(JSON.parse(out)).toMatchObject([
      { problem: { kind: 'empty-file' } },
      { file: good, verdict: 'valid' },
      { file: '/no/such/file', problem: { kind: 'unreadable-file' } },
    ])
    expect(error).toContain('faultline: /no/such/file: no such file\n')
    const told = await faultline(['check', ...files, '--model', 'kv'])
    expect(told).toMatchObject({ code: 254, error })
    expect(told.out).toMatch(/^✓ VALID {2}\S*third.jsonl {2}2 operations, .* ms\n$/)
  })
})

describe('what was run', () => {
  it('leaves its run and nothing else', () => {
    expect(existsSync(`${run}-lock`)).toBe(false)
    expect(places.left().filter((path) => path.includes('faultline-run-'))).toEqual([])
  })
})
