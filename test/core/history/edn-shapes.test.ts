/**
 * Goal: whatever Clojure prints into a history is read, and says what it meant. Method: one line
 * for each shape that histories of Jepsen are known to hold, and each way to break one.
 */
import { describe, expect, it } from 'vitest'
import { jepsenEdn } from '../../../core/history/jepsen-edn.ts'
import type { HistoryEvent } from '../../../core/history/operation.ts'
import { readHistory } from '../../../core/history/read-history.ts'
import type { ReadProblem } from '../../../core/history/reader.ts'

function read(text: string): { events: readonly HistoryEvent[]; problem: ReadProblem | undefined } {
  const events: HistoryEvent[] = []
  const reader = jepsenEdn.createReader((event) => events.push(event))
  const problem = reader.push(text) ?? reader.end()
  return { events, problem }
}

function valueOf(text: string): unknown {
  const { events, problem } = read(`{:process 0 :type :ok :f :read :value ${text}}`)
  expect(problem).toBeUndefined()
  return events[0]?.value
}

describe('values', () => {
  it.each([
    ['nil', null],
    ['1', 1],
    ['+7', 7],
    ['-1.5e3', -1500],
    ['1.', 1],
    ['1M', 1],
    ['1.50M', 1.5],
    ['0.1000000000000000000001M', '0.1000000000000000000001'],
    ['9007199254740993', '9007199254740993'],
    ['-9007199254740993N', '-9007199254740993'],
    ['12N', 12],
    ['3/4', '3/4'],
    ['123456789012345678901', '123456789012345678901'],
    ['0x1F', 31],
    ['-0x1F', -31],
    ['2r101', 5],
    ['##Inf', '##Inf'],
    ['\\a', 'a'],
    ['\\newline', '\n'],
    ['\\u0041', 'A'],
    ['\\[', '['],
    ['a/b', 'a/b'],
    [':jepsen.random/word', ':jepsen.random/word'],
    ['"a \\"b\\" \\\\ \\n"', 'a "b" \\ \n'],
    ['{:a {"b" [1 (2 3)]}, 4 nil}', { a: { b: [1, [2, 3]] }, 4: null }],
    ['#:db{:id 1, :other/name 2}', { 'db/id': 1, 'other/name': 2 }],
    ['#inst "2026-11-21"', { '#inst': '2026-11-21' }],
    ['#jepsen.history.Op{:index 1}', { '#jepsen.history.Op': { index: 1 } }],
    ['#object[java.lang.Object 0x5b1 "x"]', { '#object': ['java.lang.Object', 1457, 'x'] }],
    ['#<Error java.net.ConnectException: no> ', '#<Error java.net.ConnectException: no>'],
    ['#<A {:b #<C 1>}>', '#<A {:b #<C 1>}>'],
    ['#"a\\d\\"b"', '#"a\\d\\"b"'],
    ["#'user/f", "#'user/f"],
    ['^{:line 3} [1 2]', [1, 2]],
    ['^:fast x', 'x'],
    ['#_ 1 #_ #_ 2 3 4', 4],
    ['[1 #_ 2 ; no\n 3]', [1, 3]],
  ])('%s', (text, value) => {
    expect(valueOf(text)).toEqual(value)
  })

  it('takes sets for equal whatever their order', () => {
    expect(valueOf('#{3 1 2}')).toEqual(valueOf('#{2 3 1}'))
    expect(valueOf('#{{:a 1} "b" [2]}')).toEqual(valueOf('#{[2] {:a 1} "b"}'))
  })

  it.each(['#=(+ 1 2)', '#?(:clj 1)', '#(inc %)', '99r12x!', '1a', '#:a 1'])(
    'refuses the program %s',
    (text) => {
      expect(read(`\n{:process 0 :type :ok :f :read :value ${text}}`).problem?.line).toBe(2)
    },
  )

  it('bounds the depth of what stands before a value, too', () => {
    for (const prefix of ['#_a ', '#_', '^a ', '#t ', '#t #_a ']) {
      const { problem } = read(`{:value #u ${prefix.repeat(100_000)}1}`)
      expect(problem?.message).toMatch(/nested deeper/)
    }
  })
})

describe('entries', () => {
  const op = ':type :invoke, :f :read, :value nil'

  it.each([
    ['[{:process 3, OP}]'],
    ['({:process 3, OP})'],
    ['{:process 3, OP}'],
    ['#jepsen.history.Op{:process 3, OP}'],
    ['[#jepsen.history.Op {:process 3, OP}]'],
    ['^{:a 1} [{:process 3, OP}]'],
    ['#_ {:process 9} {:process 3, OP}'],
    ['{:process "3", OP}'],
    ['{:process 3N, OP}'],
    ['{:process 3 :type "invoke" :f "read" :value nil}'],
    ['{:process 3, OP, :index -1}'],
    ['{:process 3, OP, :error #<E x>, :time 1.5, :more {:a #{1}}}'],
    ['\uFEFF; a note\r\n[\r\n{:process\r\n3,\r\nOP\r\n}\r\n]\r\n'],
    ['{:process :nemesis, :type :info, :f :kill, :value ["n1"]} {:process 3, OP}'],
    ['{:process "nemesis", :type :info, :f :kill} {:process 3, OP}'],
  ])('%s', (text) => {
    const { events, problem } = read(text.replace('OP', op))
    expect(problem).toBeUndefined()
    expect(events).toMatchObject([{ process: 3, type: 'invoke', f: 'read', value: null }])
  })

  it('rounds times that ours cannot hold, and orders by place where no index was given', () => {
    const { events, problem } = read(
      `{:process 3, ${op}, :time 1700000000000000001, :index -1}` +
        `{:process 4, ${op}, :time 1700000000000000000, :index -1}`,
    )
    expect(problem).toBeUndefined()
    expect(events.map(({ index, time }) => [index, time])).toEqual([
      [0, 1.7e18],
      [1, 1.7e18],
    ])
  })

  it('needs no value, and takes an absent one for nil', () => {
    const { events } = read('{:process 0 :type :invoke :f :read}')
    expect(events[0]?.value).toBeNull()
  })

  it.each([
    ['{:process nil, :type :ok, :f :read}', /no :process/],
    ['{:process 1.5, :type :ok, :f :read}', /:process is 1.5/],
    ['{:process 99999999999999999999, :type :ok, :f :read}', /no :process/],
    ['{:process [1], :type :ok, :f :read}', /no :process/],
    ['{:process 0, :type nil, :f :read}', /:type/],
    ['{:process 0, :type :ok, :f nil}', /:f is missing/],
    ['nil', /not a map/],
    ['"text"', /not a map/],
    ['#{1}', /not a map/],
  ])('refuses %s', (text, message) => {
    const { problem } = read(`; one\n\n${text}\n`)
    expect(problem).toMatchObject({ line: 3, message: expect.stringMatching(message) })
  })

  it('reads transactions without a function, and with the function nil', () => {
    const { events } = read(
      '{:process 1 :type :invoke :f :txn :value [[:r "x" nil] [:w :y 2]]}' +
        '{:process 1 :type :ok :f :txn :value [[:r "x" 1] [:w :y 2]]}' +
        '{:process 2 :type :invoke :f nil :value [[:r 3 nil]]}',
    )
    expect(events.map(({ f, value }) => [f, value])).toEqual([
      [
        'txn',
        [
          [':r', 'x', null],
          [':w', ':y', 2],
        ],
      ],
      [
        'txn',
        [
          [':r', 'x', 1],
          [':w', ':y', 2],
        ],
      ],
      ['txn', [[':r', 3, null]]],
    ])
  })
})

describe('what is damaged', () => {
  const entry = (process: number, type: string): string =>
    `{:process ${process}, :type :${type}, :f :read,\n :value {:a [1 2]}}\n`

  it('is told by the line of the entry in which the text ends', () => {
    const text = entry(0, 'invoke') + entry(0, 'ok')
    const ends = [...text.matchAll(/}\n(?={|$)/g)].map(({ index }) => index + 1)
    for (let length = 1; length < text.length; length++) {
      const { problem } = read(text.slice(0, length))
      if (ends.includes(length) || ends.includes(length - 1)) expect(problem).toBeUndefined()
      else expect(Math.ceil((problem?.line ?? 0) / 2)).toBe(length <= (ends[0] as number) ? 1 : 2)
    }
  })

  it('reads an entry that comes in many pieces in time that grows with its length', () => {
    const reader = jepsenEdn.createReader(() => undefined)
    const words = 'word '.repeat(20)
    expect(reader.push('{:process 0 :type :ok :f :read :value [')).toBeUndefined()
    for (let piece = 0; piece < 50_000; piece++) expect(reader.push(words)).toBeUndefined()
    expect(reader.push(']}')).toBeUndefined()
    expect(reader.end()).toBeUndefined()
  })

  it('gives up on an entry that never ends', () => {
    const reader = jepsenEdn.createReader(() => undefined)
    let problem: ReadProblem | undefined
    const text = `\n{:process 0 :value "${'x'.repeat(1024 * 1024)}`
    for (let piece = 0; piece < 40 && problem === undefined; piece++) {
      problem = reader.push(piece === 0 ? text : 'x'.repeat(1024 * 1024))
    }
    expect(problem).toMatchObject({ line: 2, message: 'the entry does not end' })
  })

  it('tells the line of what contradicts an earlier entry', () => {
    const text = `[\n${entry(0, 'invoke')}${entry(0, 'invoke')}]`
    expect(readHistory(jepsenEdn, text)).toMatchObject({ ok: false, problem: { line: 4 } })
  })
})
