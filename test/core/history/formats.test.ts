/**
 * Goal: readers give back what was written, whatever the pieces in which it comes; and for
 * anything else they give a problem with a line, never an exception. Method: property tests with
 * fixed seeds; hand-written lines for each mistake.
 */
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { detectFormat, findFormat, historyFormats } from '../../../core/history/detect-format.ts'
import { writeJsonLine } from '../../../core/history/jsonl.ts'
import type { EventType, HistoryEvent } from '../../../core/history/operation.ts'
import { readHistory } from '../../../core/history/read-history.ts'
import type { FormatName, HistoryFormat, ReadProblem } from '../../../core/history/reader.ts'

const SEED = 20_261_121

function format(name: FormatName): HistoryFormat {
  return findFormat(name) as HistoryFormat
}

/** Feeds `text` in pieces that end at `cuts`. */
function readPieces(name: FormatName, text: string, cuts: readonly number[]) {
  const events: HistoryEvent[] = []
  const reader = format(name).createReader((event) => events.push(event))
  const ends = [...cuts.map((cut) => cut % (text.length + 1)), text.length].sort((a, b) => a - b)
  let problem: ReadProblem | undefined
  let from = 0
  for (const end of ends) {
    problem ??= reader.push(text.slice(from, end))
    from = end
  }
  problem ??= reader.end()
  return { events, problem }
}

const cuts = fc.array(fc.nat(), { maxLength: 6 })
const eventType = fc.constantFrom<EventType>('invoke', 'ok', 'fail', 'info')

describe('jsonl', () => {
  const event = fc.record(
    {
      process: fc.nat(1000),
      type: eventType,
      f: fc.string(),
      key: fc.string(),
      value: fc.jsonValue(),
      error: fc.jsonValue(),
    },
    { requiredKeys: ['process', 'type', 'f'] },
  )

  it('reads what was written', () => {
    fc.assert(
      fc.property(fc.array(event, { maxLength: 8 }), cuts, (written, at) => {
        const events = written.map((one, index) => ({ index, time: index * 7, ...one }))
        const text = events.map((one) => `${writeJsonLine(one as HistoryEvent)}\n`).join('\n')
        const read = readPieces('jsonl', text, at)
        expect(read.problem).toBeUndefined()
        expect(read.events).toEqual(JSON.parse(JSON.stringify(events)))
      }),
      { seed: SEED, numRuns: 300 },
    )
  })

  it('passes over what is no operation, and takes the place for an absent index and time', () => {
    const text = [
      '{"process":"nemesis","type":"info","f":"kill"}',
      '{"process":0,"type":"invoke","f":"read","key":7}',
    ].join('\r\n')
    const { events } = readPieces('jsonl', text, [])
    expect(events).toEqual([{ index: 1, time: 1, process: 0, type: 'invoke', f: 'read', key: '7' }])
  })

  it.each([
    ['nonsense', /not a JSON object/],
    ['[1]', /not a JSON object/],
    ['{"type":"ok","f":"read"}', /"process" is missing/],
    ['{"process":1.5,"type":"ok","f":"read"}', /"process" is 1.5/],
    ['{"process":1,"type":"done","f":"read"}', /"type" is "done"/],
    ['{"process":1,"type":"ok"}', /"f" is missing/],
    ['{"process":1,"type":"ok","f":"read","key":[]}', /"key" is not a string/],
    ['{"index":0,"process":1,"type":"ok","f":"read"}', /"index" is 0/],
    ['{"index":9,"time":-5,"process":1,"type":"ok","f":"read"}', /"time" is -5/],
  ])('refuses %s', (line, message) => {
    const first = '{"index":0,"time":0,"process":0,"type":"invoke","f":"read"}'
    const { problem } = readPieces('jsonl', `${first}\n\n${line}\n`, [20])
    expect(problem?.line).toBe(3)
    expect(problem?.message).toMatch(message)
    expect(problem?.expected).not.toBe('')
  })
})

describe('jepsen-edn', () => {
  /** Plain values with their spelling. */
  const { value } = fc.letrec<{ value: readonly [string, unknown] }>((tie) => ({
    value: fc.oneof(
      { depthSize: 'small' },
      fc.constant(['nil', null] as const),
      fc.boolean().map((flag) => [String(flag), flag] as const),
      fc.maxSafeInteger().map((number) => [String(number), number] as const),
      fc
        .string()
        .filter((text) => !/[\u2028\u2029]/.test(text))
        .map((text) => [ednString(text), text] as const),
      fc.constantFrom('timed-out', 'a/b', 'n1').map((word) => [`:${word}`, `:${word}`] as const),
      fc
        .array(tie('value'), { maxLength: 3 })
        .map(
          (items) =>
            [`[${items.map(([text]) => text).join(', ')}]`, items.map(([, one]) => one)] as const,
        ),
      fc
        .array(tie('value'), { maxLength: 3 })
        .map(
          (items) =>
            [`(${items.map(([text]) => text).join(' ')})`, items.map(([, one]) => one)] as const,
        ),
      tie('value').map(([text, one]) => [`#my/tag ${text}`, { '#my/tag': one }] as const),
      tie('value').map(([text, one]) => [`{:a #_ignored ${text}}`, { a: one }] as const),
    ),
  }))
  const entry = fc.record({
    process: fc.nat(99),
    type: eventType,
    f: fc.constantFrom('read', 'write', 'cas'),
    value,
  })
  const frames = fc.constantFrom(['[', ']'], ['(', ')'], ['', ''], ['; c [\n', '; end'])

  it('reads transactions that name neither function nor process, and nothing else without', () => {
    const text =
      '{:type :invoke, :value [[:r 6 nil] (:append 9 [1])]} {:type :ok, :value [[:r 6 2]]}'
    const { events, problem } = readPieces('jepsen-edn', text, [])
    expect(problem).toBeUndefined()
    expect(events.map(({ f, process, value: micros }) => [f, process, micros])).toEqual([
      [
        'txn',
        0,
        [
          [':r', 6, null],
          [':append', 9, [1]],
        ],
      ],
      ['txn', 0, [[':r', 6, 2]]],
    ])
    expect(readPieces('jepsen-edn', '{:type :ok, :value [6 nil]}', []).problem?.message).toMatch(
      /:process/,
    )
    expect(
      readPieces('jepsen-edn', '{:type :ok, :process 1, :value []}', []).problem?.message,
    ).toMatch(/:f/)
  })

  it('reads what was written', () => {
    fc.assert(
      fc.property(fc.array(entry, { maxLength: 6 }), frames, cuts, (written, [open, close], at) => {
        const lines = written.map(
          ({ process, type, f, value: [text] }) =>
            `{:process ${process}, :type :${type}, :f :${f}, :value ${text}}`,
        )
        const { events, problem } = readPieces(
          'jepsen-edn',
          `${open}${lines.join('\n')}${close}`,
          at,
        )
        expect(problem).toBeUndefined()
        expect(events).toEqual(
          written.map(({ process, type, f, value: [, one] }, index) => ({
            index,
            time: index,
            process,
            type,
            f,
            value: one,
          })),
        )
      }),
      { seed: SEED, numRuns: 400 },
    )
  })

  it.each([
    ['[{:process 0, :type :ok, :f :read}', 1, /ends within the history/],
    ['[\n{:process 0, :type :ok, :f :re', 2, /ends within an entry/],
    ['{:process 0 :type :ok :f}', 1, /a key has no value/],
    ['\n\n{:process 0 :type :ok :f :read]', 3, /closes nothing/],
    ['{:process 0 :type :done :f :read}', 1, /:type/],
    ['{:type :ok :f :read}', 1, /no :process/],
    ['{:process 0 :type :ok}', 1, /:f is missing/],
    ['[\n7]', 2, /not a map/],
    ['{:process 0 :type :ok :f :read :value "\\q"}', 1, /in a string/],
    ['{:process 0 :type :ok :f :read :value 12x}', 1, /no number/],
    [`{:process 0 :value ${'['.repeat(5000)}`, 1, /nested deeper/],
  ])('refuses %s', (text, line, message) => {
    const { problem } = readPieces('jepsen-edn', text, [])
    expect(problem).toMatchObject({ line })
    expect(problem?.message).toMatch(message)
  })
})

describe('porcupine-etcd', () => {
  const read = (text: string) => readPieces('porcupine-etcd', text, [11, 30])

  it('takes a failed cas for an answer, and an unfinished last line for the end', () => {
    const { events, problem } = read(
      [
        'INFO  jepsen.util - 0\t:invoke\t:cas\t[1 4]',
        'INFO jepsen.util - 0   :fail :cas   [1 4]',
        'INFO jepsen.util - 1 :invoke :read nil',
        'INFO jepsen.util - 1 :fail :read :timed-out',
        'INFO jepsen.util - 2 :invoke :write 3',
        'INFO jepsen.util - 2 :info :write :timed-out',
        'INFO jepsen.ut',
      ].join('\n'),
    )
    expect(problem).toBeUndefined()
    expect(events.map(({ type, f, value }) => [type, f, value])).toEqual([
      ['invoke', 'cas', [1, 4]],
      ['ok', 'cas', false],
      ['invoke', 'read', null],
      ['fail', 'read', undefined],
      ['invoke', 'write', 3],
      ['info', 'write', undefined],
    ])
  })

  it('tells big numbers apart, and passes over hints', () => {
    const { events, problem } = read(
      [
        'INFO jepsen.util - 0 :invoke :write 9007199254740993 :hint 0',
        'INFO jepsen.util - 0 :ok :write 9007199254740993 \t:hint 12',
        'INFO jepsen.util - 1 :invoke :cas [1 9007199254740992]',
        'INFO jepsen.util - 2 :invoke :read \tnil \t:hint 0',
      ].join('\n'),
    )
    expect(problem).toBeUndefined()
    expect(events.map(({ value }) => value)).toEqual([
      '9007199254740993',
      '9007199254740993',
      [1, 9007199254740992],
      null,
    ])
  })

  it.each([
    'INFO jepsen.util - 99999999999999999999 :invoke :read nil',
    'WARN jepsen.util - 0 :invoke :read nil',
    'INFO jepsen.util - x :invoke :read nil',
    'INFO jepsen.util - 0 :begin :read nil',
    'INFO jepsen.util - 0 :invoke :append 3',
    'INFO jepsen.util - 0 :invoke :write nil',
    'INFO jepsen.util - 0 :invoke :cas [1]',
    'INFO jepsen.util - 0 :ok :read :timed-out',
  ])('refuses %s', (line) => {
    expect(read(`INFO jepsen.util - 9 :invoke :read nil\n${line}\n`).problem?.line).toBe(2)
  })
})

describe('porcupine-kv', () => {
  it('reads its five fields and nothing else', () => {
    const good = '{:process 9, :type :invoke, :f :append, :key "0", :value "x 9 0 y"}\n'
    expect(readPieces('porcupine-kv', good, [5]).events).toEqual([
      { index: 0, time: 0, process: 9, type: 'invoke', f: 'append', key: '0', value: 'x 9 0 y' },
    ])
    for (const bad of [
      '{:type :invoke, :process 9, :f :append, :key "0", :value "x"}',
      '{:process 9, :type :fail, :f :append, :key "0", :value "x"}',
      '{:process 9, :type :ok, :f :get, :key "0", :value nil}',
      '{:process 9, :type :invoke, :f :append, :key 0, :value "x"}',
      '{:process 99999999999999999999, :type :invoke, :f :append, :key "0", :value "x"}',
    ]) {
      expect(readPieces('porcupine-kv', `${good}${bad}\n`, []).problem?.line, bad).toBe(2)
    }
  })
})

describe('every format', () => {
  const pieces = fc.oneof(
    fc.string({ unit: 'binary' }),
    fc.constantFrom('{', '}', '[', ']', '"', ':process', ' 0 ', ':type :ok', '#', '\\', ';', '\n'),
    fc.constantFrom('INFO jepsen.util - ', '{"process":0,', '"type":"ok"', '#_', '#{', ',', '0'),
  )

  it.each(historyFormats.map(({ name }) => name))('%s never throws', (name) => {
    fc.assert(
      fc.property(fc.array(pieces, { maxLength: 30 }), cuts, (parts, at) => {
        const text = parts.join('')
        const { problem } = readPieces(name, text, at)
        if (problem !== undefined) {
          expect(problem.line).toBeGreaterThan(0)
          expect(problem.line).toBeLessThanOrEqual(text.split('\n').length)
        }
        readHistory(format(name), text)
        detectFormat(text)
      }),
      { seed: SEED, numRuns: 500 },
    )
  })

  it('is told from its beginning', () => {
    expect(detectFormat('\n{"process":0}')).toBe('jsonl')
    expect(detectFormat('INFO  jepsen.util - 0\t:invoke\t:read\tnil')).toBe('porcupine-etcd')
    expect(detectFormat('{:process 0, :type :ok, :f :get, :key "", :value ""}\n')).toBe(
      'porcupine-kv',
    )
    expect(detectFormat('; a note\n[{:process 0')).toBe('jepsen-edn')
    expect(detectFormat('({:process 0')).toBe('jepsen-edn')
    expect(detectFormat('{:index 0, :process 0')).toBe('jepsen-edn')
    expect(detectFormat('# A page\n')).toBeUndefined()
    expect(detectFormat('hello')).toBeUndefined()
    expect(detectFormat('')).toBeUndefined()
  })
})

function ednString(text: string): string {
  const escaped = text
    .replace(/[\\"]/g, '\\$&')
    .replace(/\n/g, '\\n')
    .replace(/\u0001/g, '\\u0001')
  return `"${escaped}"`
}
