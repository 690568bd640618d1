/**
 * Goal: what is written as Jepsen's EDN is read back as the same history. Method: any histories
 * that the clients of a run could leave, written and read by our own, whose reader was written
 * against histories of Jepsen.
 */
import {
  assert,
  constantFrom,
  property,
  record,
  array,
  integer,
  jsonValue,
  option,
  string,
} from 'fast-check'
import { describe, expect, it } from 'vitest'
import { jepsenEdn } from '../../../core/history/jepsen-edn.ts'
import type { HistoryEvent } from '../../../core/history/operation.ts'
import { JepsenEdnWriter } from '../../../core/history/write-jepsen-edn.ts'
import { ednText } from '../../../core/history/edn/write-value.ts'
import { readValue } from '../../../core/history/edn/read-value.ts'
import { plainValue } from '../../../core/history/edn/value.ts'

function readBack(text: string): unknown {
  const read = readValue(text, 0, true)
  if (read.kind !== 'value') throw new Error(`${JSON.stringify(read)}: ${text}`)
  expect(read.end).toBe(text.length)
  return plainValue(read.value)
}

const anyText = string({ unit: 'binary', maxLength: 20 })

/** Invocations and completions in turn, so that every history pairs. */
const histories = array(
  record({
    process: integer({ min: 0, max: 3 }),
    f: constantFrom('read', 'write', 'cas', 'transfer', '1st?', 'a b', ''),
    key: option(anyText, { nil: undefined }),
    input: jsonValue({ maxDepth: 4 }),
    output: jsonValue({ maxDepth: 4 }),
    type: constantFrom('ok' as const, 'fail' as const),
    error: option(jsonValue({ maxDepth: 2 }), { nil: undefined }),
    aside: integer({ min: 0, max: 2 ** 45 }),
  }),
  { maxLength: 20 },
).map((operations) => {
  let time = 0
  return operations.flatMap(({ process, f, key, input, output, type, error, aside }, place) => {
    const common = { process, f, ...(key !== undefined && { key }) }
    const at = { index: place * 2, time: (time += aside) }
    const invoke: HistoryEvent = { ...at, ...common, type: 'invoke', value: input }
    const told = { ...(error !== undefined && { error }), value: output }
    const complete: HistoryEvent = { ...at, index: at.index + 1, ...common, type, ...told }
    return [invoke, complete]
  })
})

function ednLines(events: readonly HistoryEvent[]): readonly string[] {
  const writer = new JepsenEdnWriter()
  return events.map((event) => writer.write(event).line)
}

describe('plain data as EDN', () => {
  it('reads back as the same, whatever it is', () => {
    assert(
      property(jsonValue({ maxDepth: 6, stringUnit: 'binary' }), (value) => {
        expect(readBack(ednText(value))).toStrictEqual(value)
      }),
      { numRuns: 500 },
    )
  })

  it.each([
    2 ** 53,
    12345678901234567890,
    -0,
    1e-7,
    1e300,
    Infinity,
    -Infinity,
    '\ud800 half a character',
    '\u0000\u0007\u2028\n"\\',
    ':timed-out',
    { 'a b': 1, ':c': 2, '': 3 },
    { '#inst': '2026-11-21' },
    { '#my/tag': { '#deep': [1, { a: { b: null } }] } },
    { '#not a tag': 1 },
    { '#a': 1, '#b': 2 },
    ':',
    ':a b',
  ])('keeps %o', (value) => {
    expect(readBack(ednText(value))).toStrictEqual(value)
  })
})

describe('a history as EDN', () => {
  it('reads back as the same history', () => {
    assert(
      property(histories, (events) => {
        const text = ednLines(events)
          .map((line) => `${line}\n`)
          .join('')
        const back: HistoryEvent[] = []
        const reader = jepsenEdn.createReader((event) => back.push(event))
        expect(reader.push(text) ?? reader.end()).toBeUndefined()
        expect(back).toStrictEqual(events)
      }),
    )
  })

  it('writes what was asked for where an acknowledgement leaves it out', () => {
    const common = { process: 0, f: 'write', key: 'x' }
    const events: HistoryEvent[] = [
      { index: 0, time: 1, type: 'invoke', value: 7, ...common },
      { index: 1, time: 2, type: 'ok', ...common },
    ]
    expect(ednLines(events)).toEqual([
      '{:index 0, :time 1, :process 0, :type :invoke, :f :write, :key "x", :value 7}',
      '{:index 1, :time 2, :process 0, :type :ok, :f :write, :key "x", :value 7}',
    ])
  })
})
