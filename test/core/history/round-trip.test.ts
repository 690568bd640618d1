/**
 * Goal: every format reads back what it wrote, event for event, and refuses to write what it has
 * no words for. Method: property tests with fixed seeds, over the histories that each format can
 * hold, in pieces of any size and with either line end.
 */
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { findFormat } from '../../../core/history/detect-format.ts'
import type { HistoryEvent } from '../../../core/history/operation.ts'
import { readHistory } from '../../../core/history/read-history.ts'
import type { FormatName, HistoryFormat } from '../../../core/history/reader.ts'

const SEED = 20_261_121

function format(name: FormatName): HistoryFormat {
  return findFormat(name) as HistoryFormat
}

function write(name: FormatName, events: readonly HistoryEvent[], lineEnd = '\n'): string {
  const writer = format(name).createWriter()
  const lines = events.map((event) => {
    const written = writer.write(event)
    if (!written.ok) throw new Error(written.message)
    return written.line
  })
  return lines
    .filter((line) => line !== undefined)
    .map((line) => `${line}${lineEnd}`)
    .join('')
}

function readBack(name: FormatName, text: string, pieceLength: number): readonly HistoryEvent[] {
  const events: HistoryEvent[] = []
  const reader = format(name).createReader((event) => events.push(event))
  for (let from = 0; from < text.length; from += pieceLength) {
    expect(reader.push(text.slice(from, from + pieceLength))).toBeUndefined()
  }
  expect(reader.end()).toBeUndefined()
  return events
}

/** One operation of a history: what is asked, and what comes of it. */
interface Turn {
  readonly process: number
  readonly f: string
  readonly key?: string
  readonly asked: unknown
  readonly outcome: Pick<HistoryEvent, 'type' | 'value' | 'error'>
}

/** Whole histories, in which turns of other processes come in between; times only count. */
function historiesOf(turn: fc.Arbitrary<Turn>): fc.Arbitrary<readonly HistoryEvent[]> {
  return fc.array(fc.tuple(turn, fc.boolean()), { maxLength: 12 }).map((turns) => {
    const events: HistoryEvent[] = []
    const later: Omit<HistoryEvent, 'index' | 'time'>[] = []
    const ended = new Set<number>()
    const note = (event: Omit<HistoryEvent, 'index' | 'time'>): void => {
      events.push({ ...event, index: events.length, time: events.length })
    }
    for (const [{ process, f, key, asked, outcome }, waits] of turns) {
      if (ended.has(process)) continue
      const common = { process, f, ...(key !== undefined && { key }) }
      note({ ...common, type: 'invoke', value: asked })
      const end = { ...common, ...outcome }
      if (waits || outcome.type === 'info') ended.add(process)
      if (waits) later.push(end)
      else note(end)
    }
    for (const end of later) note(end)
    return events
  })
}

const process = fc.nat(5)
const json = fc.jsonValue({ maxDepth: 4, stringUnit: 'binary' })
const whole = fc.maxSafeInteger()
const word = fc.string({ unit: 'binary', maxLength: 24 }).filter((text) => !/["\\\r\n]/.test(text))

/** Nested maps, tagged values and keywords, as the reader of EDN gives them. */
const { value: ednValue } = fc.letrec<{ value: unknown }>((tie) => ({
  value: fc.oneof(
    { depthSize: 'small' },
    json,
    fc.constantFrom(':timed-out', ':a', '#not-a-tag', 'n1', '-', ''),
    fc.array(tie('value'), { maxLength: 3 }),
    fc.dictionary(fc.string({ maxLength: 3 }), tie('value'), { maxKeys: 3 }),
    tie('value').map((one) => ({ '#my/tag': one })),
    tie('value').map((one) => ({ '#jepsen.history.Op': { '#inst': one } })),
  ),
}))

const anyTurn = (value: fc.Arbitrary<unknown>): fc.Arbitrary<Turn> =>
  fc
    .record(
      {
        process,
        f: fc.string({ maxLength: 8 }),
        key: fc.string(),
        asked: value,
        value,
        error: value,
      },
      { requiredKeys: ['process', 'f', 'asked', 'value'] },
    )
    .chain(({ value: told, error, ...turn }) =>
      fc.constantFrom('ok', 'fail', 'info').map((type) => ({
        ...turn,
        outcome: { type, value: told, ...(error !== undefined && { error }) },
      })),
    )

const kvTurn: fc.Arbitrary<Turn> = fc
  .record({
    process,
    f: fc.constantFrom('get', 'put', 'append'),
    key: word,
    asked: word,
    told: word,
  })
  .map(({ told, ...turn }) => ({
    ...turn,
    asked: turn.f === 'get' ? null : turn.asked,
    outcome: { type: 'ok', value: told },
  }))

const timedOut = { error: 'timed-out' }
const etcdTurn: fc.Arbitrary<Turn> = fc.oneof(
  fc.tuple(process, fc.option(whole)).map(([one, value]) => ({
    ...{ process: one, f: 'read', asked: null, outcome: { type: 'ok' as const, value } },
  })),
  fc.tuple(process, whole, fc.boolean()).map(([one, asked, known]) => ({
    ...{ process: one, f: 'write', asked },
    outcome: known ? { type: 'ok' as const, value: asked } : { type: 'info' as const, ...timedOut },
  })),
  fc
    .tuple(process, whole, whole, fc.constantFrom('ok', 'no', 'info'))
    .map(([one, from, to, end]) => ({
      ...{ process: one, f: 'cas', asked: [from, to] },
      outcome:
        end === 'info'
          ? { type: 'info' as const, ...timedOut }
          : { type: 'ok' as const, value: end === 'ok' ? [from, to] : false },
    })),
  process.map((one) => ({
    ...{ process: one, f: 'read', asked: null, outcome: { type: 'fail' as const, ...timedOut } },
  })),
)

describe('what a format writes it reads back', () => {
  it.each([
    [
      'jsonl',
      historiesOf(anyTurn(json.map((value) => JSON.parse(JSON.stringify(value)) as unknown))),
    ],
    ['jepsen-edn', historiesOf(anyTurn(ednValue))],
    ['porcupine-kv', historiesOf(kvTurn)],
    ['porcupine-etcd', historiesOf(etcdTurn)],
  ] as const)('%s', (name, histories) => {
    fc.assert(
      fc.property(histories, fc.constantFrom('\n', '\r\n'), fc.integer({ min: 1, max: 99 }), check),
      { seed: SEED, numRuns: 400 },
    )

    function check(events: readonly HistoryEvent[], lineEnd: string, pieceLength: number): void {
      const text = write(name, events, lineEnd)
      expect(readBack(name, text, pieceLength)).toEqual(events)
      expect(readHistory(format(name), `\uFEFF${text}`).ok).toBe(true)
    }
  })

  it('writes nothing for what a format says by silence', () => {
    const common = { process: 0, f: 'put', key: 'x' } as const
    const text = write('porcupine-kv', [
      { index: 0, time: 0, type: 'invoke', value: 'a', ...common },
      { index: 1, time: 1, type: 'info', ...common },
    ])
    const read = readHistory(format('porcupine-kv'), text)
    expect(read.ok && [...read.operations]).toMatchObject([
      { f: 'put', input: 'a', outcome: 'info', completedIndex: Infinity },
    ])
  })
})

describe('what a format has no words for is refused', () => {
  const at = { index: 7, time: 0, process: 0 }
  it.each([
    ['porcupine-kv', { type: 'invoke', f: 'read', key: 'x' }],
    ['porcupine-kv', { type: 'invoke', f: 'get' }],
    ['porcupine-kv', { type: 'invoke', f: 'get', key: 'a"b' }],
    ['porcupine-kv', { type: 'fail', f: 'put', key: 'x', value: 'a' }],
    ['porcupine-kv', { type: 'invoke', f: 'put', key: 'x', value: 'a\nb' }],
    ['porcupine-kv', { type: 'ok', f: 'get', key: 'x', value: null }],
    ['porcupine-etcd', { type: 'invoke', f: 'append', value: 1 }],
    ['porcupine-etcd', { type: 'invoke', f: 'read', key: 'x' }],
    ['porcupine-etcd', { type: 'invoke', f: 'write', value: '1' }],
    ['porcupine-etcd', { type: 'invoke', f: 'write', value: 1.5 }],
    ['porcupine-etcd', { type: 'invoke', f: 'cas', value: [1] }],
    ['porcupine-etcd', { type: 'fail', f: 'write', value: 1 }],
  ] as const)('%s: %o', (name, event) => {
    const written = format(name)
      .createWriter()
      .write({ ...at, ...event })
    expect(written).toMatchObject({ ok: false, message: expect.stringContaining('entry 7') })
  })
})
