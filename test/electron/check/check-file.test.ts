/**
 * Goal: `faultline check` answers every file with a document or with one clear line. Method:
 * files written to a folder of this test.
 */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { afterAll, describe, expect, it } from 'vitest'
import { checkFile } from '../../../electron/check/check-file.ts'
import type { CheckFileOptions } from '../../../electron/check/check-file.ts'

const folder = mkdtempSync(join(tmpdir(), 'faultline-check-'))
afterAll(() => rmSync(folder, { recursive: true }))

let files = 0

function check(content: string | Uint8Array, options: CheckFileOptions = { model: 'kv' }) {
  const path = join(folder, `history-${files++}`)
  writeFileSync(path, content)
  return checkFile(path, options)
}

const line = (process: number, type: string, f: string, value: unknown): string =>
  `${JSON.stringify({ process, type, f, key: 'x', value })}\n`

const STALE =
  line(0, 'invoke', 'write', 1) +
  line(0, 'ok', 'write', 1) +
  line(1, 'invoke', 'read', null) +
  line(1, 'ok', 'read', null)

describe('the document', () => {
  it('has the fields that scripts rely on', async () => {
    const result = await check(STALE)
    if (!result.ok) throw new Error(result.problem.message)
    const { verdict, operations, elapsedMs, steps, witness } = result.document
    expect({ verdict, operations }).toEqual({ verdict: 'invalid', operations: 2 })
    expect(elapsedMs).toBeGreaterThan(0)
    expect(steps).toBeGreaterThan(0)
    expect(witness?.sentence).toBe(
      'process 1 read nothing from x in entry 3, but 1 had been acknowledged in entry 1 ' +
        'and nothing removed it after it',
    )
    expect(witness?.events).toHaveLength(4)
  })

  it('is unknown beyond the budget', async () => {
    const text = [0, 1, 2, 3]
      .map((process) => line(process, 'invoke', 'write', process % 2))
      .join('')
    const end = [0, 1, 2, 3].map((process) => line(process, 'ok', 'write', process % 2)).join('')
    const reads = line(9, 'invoke', 'read', null) + line(9, 'ok', 'read', 5)
    const read = line(9, 'invoke', 'read', null) + line(9, 'ok', 'read', 1)
    const far = await check(text + end + read, { model: 'kv', budget: 1 })
    expect(far).toMatchObject({ ok: true, document: { verdict: 'unknown' } })
    const near = await check(text + end + reads, { model: 'kv' })
    expect(near).toMatchObject({ ok: true, document: { verdict: 'invalid' } })
  })

  it('takes the initial value from the caller, or from the format', async () => {
    const zero = line(1, 'invoke', 'read', null) + line(1, 'ok', 'read', 0)
    const edn = '[{:process 0 :type :invoke :f :read} {:process 0 :type :ok :f :read :value 0}]'
    const nil = '[{:process 0 :type :invoke :f :read} {:process 0 :type :ok :f :read :value nil}]'
    const verdictOf = async (text: string, initial?: unknown) => {
      const model = 'cas-register'
      const result = await check(text, initial === undefined ? { model } : { model, initial })
      return result.ok ? result.document.verdict : result.problem.kind
    }
    expect(await verdictOf(zero)).toBe('invalid')
    expect(await verdictOf(zero, 0)).toBe('valid')
    expect(await verdictOf(edn)).toBe('valid')
    expect(await verdictOf(edn, null)).toBe('invalid')
    expect(await verdictOf(nil)).toBe('valid')
    expect(await verdictOf(nil, null)).toBe('valid')
    const fromNil =
      '[{:process 0 :type :invoke :f :cas :value [nil 1]} {:process 0 :type :ok :f :cas :value [nil 1]}]'
    expect(await verdictOf(fromNil)).toBe('valid')
    expect(await verdictOf(fromNil, 0)).toBe('invalid')
  })

  it('takes nil in the JSON of Jepsen for what it says in the EDN', async () => {
    const rows = [
      { process: 0, type: 'invoke', f: 'write', value: 3 },
      { process: 0, type: 'ok', f: 'write', value: 3 },
      { process: 1, type: 'invoke', f: 'read', value: null },
      { process: 1, type: 'ok', f: 'read', value: null },
    ]
    const verdictOf = async (text: string) => {
      const result = await check(text, { model: 'cas-register' })
      return result.ok ? result.document.verdict : result.problem.message
    }
    expect(await verdictOf(JSON.stringify(rows))).toBe('valid')
    const zero =
      '[{"process":0,"type":"invoke","f":"read"},{"process":0,"type":"ok","f":"read","value":0}]'
    expect(await check(zero, { model: 'register' })).toMatchObject({
      document: { verdict: 'valid' },
    })
    expect(await verdictOf(rows.map((row) => JSON.stringify(row)).join('\n'))).toBe('invalid')
  })

  it('judges the objects of an independent workload one by one', async () => {
    const edn = (key: number, read: number) =>
      `{:process 0 :type :invoke :f :write :value [1 3]} {:process 0 :type :ok :f :write :value [1 3]}
       {:process 1 :type :invoke :f :cas :value [2 [0 4]]} {:process 1 :type :ok :f :cas :value [2 [0 4]]}
       {:process 2 :type :invoke :f :read :value [${key} nil]} {:process 2 :type :ok :f :read :value [${key} ${read}]}`
    const verdictOf = async (text: string) => {
      const result = await check(text, { model: 'cas-register' })
      return result.ok ? result.document.verdict : result.problem.message
    }
    expect(await verdictOf(edn(1, 3))).toBe('valid')
    expect(await verdictOf(edn(2, 4))).toBe('valid')
    expect(await verdictOf(edn(2, 3))).toBe('invalid')
  })

  it('comes of long files read in pieces', async () => {
    let text = ''
    for (let round = 0; round < 6000; round++) {
      text += line(0, 'invoke', 'write', `v${round}`) + line(0, 'ok', 'write', `v${round}`)
      text += line(1, 'invoke', 'read', null) + line(1, 'ok', 'read', `v${round}`)
    }
    expect(text.length).toBeGreaterThan(3 * 256 * 1024)
    const result = await check(text)
    expect(result).toMatchObject({ ok: true, document: { verdict: 'valid', operations: 12_000 } })
  })
})

describe('what asks for less than linearizability', () => {
  it('finds a stale read sequential, and says how stale it is', async () => {
    expect(await check(STALE, { model: 'sequential' })).toMatchObject({
      ok: true,
      document: { verdict: 'valid' },
    })
    const timed = (process: number, type: string, f: string, value: unknown, ms: number): string =>
      `${JSON.stringify({ process, type, f, key: 'x', value, time: ms * 1e6 })}\n`
    const stale =
      timed(0, 'invoke', 'write', 1, 0) +
      timed(0, 'ok', 'write', 1, 10) +
      timed(1, 'invoke', 'read', null, 50) +
      timed(1, 'ok', 'read', null, 60)
    const model = 'bounded-staleness'
    expect(await check(stale, { model })).toMatchObject({
      document: { verdict: 'valid', summary: 'reads lag by at most 40 ms, and by more than 39 ms' },
    })
    const verdictOf = async (stalenessMs: number) => {
      const result = await check(stale, { model, stalenessMs })
      return result.ok && result.document.verdict
    }
    expect(await verdictOf(39)).toBe('invalid')
    expect(await verdictOf(40)).toBe('valid')
    expect(await check(stale, { model: 'kv' })).toMatchObject({ document: { verdict: 'invalid' } })
  })

  it('takes the consistency models that transactions are held to from the caller', async () => {
    const skew = ['x', 'y'].flatMap((key, process) => {
      const other = key === 'x' ? 'y' : 'x'
      const value = [
        ['r', key, []],
        ['append', other, 1],
      ]
      return [
        { process, type: 'invoke', f: 'txn', value },
        { process, type: 'ok', f: 'txn', value },
      ]
    })
    const [first, firstEnd, second, secondEnd] = skew.map((event) => `${JSON.stringify(event)}\n`)
    const text = `${first}${second}${firstEnd}${secondEnd}`
    const under = async (...consistencyModels: string[]) => {
      const result = await check(text, { model: 'list-append', consistencyModels })
      return result.ok ? result.document.anomalies?.map(({ type }) => type) : result.problem.message
    }
    expect(await under('serializable')).toEqual(['G2-item'])
    expect(await under('read-committed')).toEqual([])
    expect(await under('luck')).toMatch('no consistency model "luck"')
  })
})

describe('wrong use', () => {
  it.each([
    ['unknown-model', STALE, { model: 'abacus' }, /known are cas-register, kv/],
    ['unknown-model', STALE, { model: 'regster' }, /did you mean "register"/],
    ['no-model', STALE, {}, /Its operations are write, read; models that know them: cas-register/],
    ['misfit', STALE, { model: 'kv-append' }, /models that know them: cas-register, kv/],
    ['unreadable-file', gzipSync(STALE), { model: 'kv' }, /compressed by gzip; .*gunzip -c/],
    ['misfit', STALE, { model: 'list-append' }, /entry 0/],
    ['misfit', STALE, { model: 'unique-ids' }, /"write" is no operation of unique-ids/],
    [
      'unknown-format',
      STALE,
      { model: 'kv', format: 'csv' },
      /known are jepsen-edn, jepsen-json, jsonl/,
    ],
    ['undetected-format', 'hello\n', { model: 'kv' }, /none of the formats/],
    ['empty-file', '', { model: 'kv' }, /holds nothing/],
    ['empty-file', ' \n\n', { model: 'kv' }, /holds nothing/],
    ['empty-file', '[]', { model: 'kv' }, /no operations/],
    ['misfit', STALE, { model: 'queue' }, /entry 0: operation "write" is none of the model queue/],
    ['misfit', STALE, { model: 'counter', initial: 'x' }, /no initial state/],
    ['malformed-history', `${STALE}{"process":`, { model: 'kv' }, /:5: not a JSON object/],
    ['malformed-history', new Uint8Array([0x7b, 0x22, 0xff]), { model: 'kv' }, /:1: .*not UTF-8/],
    [
      'malformed-history',
      new Uint8Array([0x7b, 10, 0xc3, 0xa9, 10, 0xc3, 10]),
      { model: 'kv', format: 'jepsen-edn' },
      /:3: .*not UTF-8/,
    ],
    [
      'malformed-history',
      STALE + line(1, 'ok', 'read', 1),
      { model: 'kv' },
      /:5: ok of "read" by process 1 does not fit.*expected an invoke/,
    ],
  ] as const)('%s', async (kind, content, options, message) => {
    const result = await check(content, options)
    expect(result).toMatchObject({ ok: false, problem: { kind } })
    if (!result.ok) expect(result.problem.message).toMatch(message)
  })

  it('of a path', async () => {
    const absent = await checkFile(join(folder, 'absent'), { model: 'kv' })
    expect(absent).toMatchObject({ ok: false, problem: { kind: 'unreadable-file' } })
    const aFolder = await checkFile(folder, { model: 'kv' })
    expect(aFolder).toMatchObject({ ok: false, problem: { kind: 'unreadable-file' } })
  })
})
