/**
 * Goal: histories of Jepsen that were written as one JSON array read like the same history in
 * EDN, however they are laid out and cut. Method: one array for each layout and each mistake; a
 * property test over pieces.
 */
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { detectFormat } from '../../../core/history/detect-format.ts'
import { jepsenJson } from '../../../core/history/jepsen-json.ts'
import { jsonl } from '../../../core/history/jsonl.ts'
import type { HistoryEvent } from '../../../core/history/operation.ts'
import type { ReadProblem } from '../../../core/history/reader.ts'

const SEED = 20_261_121

function read(text: string, cuts: readonly number[] = [], format = jepsenJson) {
  const events: HistoryEvent[] = []
  const reader = format.createReader((event) => events.push(event))
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

const ENTRY = '{"process":0,"type":"ok","f":"read","value":1}'

describe('an array', () => {
  it.each([
    [`[${ENTRY},${ENTRY}]`],
    [`[${ENTRY},\n${ENTRY}]\n`],
    [`\uFEFF\n [ ${ENTRY} ,\r\n\r\n${ENTRY} ] \n\n`],
    [JSON.stringify([JSON.parse(ENTRY), JSON.parse(ENTRY)], null, 2)],
  ])('%s', (text) => {
    const { events, problem } = read(text)
    expect(problem).toBeUndefined()
    expect(events).toMatchObject([
      { index: 0, value: 1 },
      { index: 1, value: 1 },
    ])
    expect(detectFormat(text)).toBe('jepsen-json')
    expect(read(text, [], jsonl).events).toEqual(events)
  })

  it('reads the same from pieces of any size', () => {
    const entries = fc.array(
      fc.record({
        process: fc.nat(9),
        type: fc.constantFrom('invoke', 'ok'),
        f: fc.string(),
        value: fc.jsonValue(),
      }),
      { maxLength: 5 },
    )
    const layout = fc.constantFrom(undefined, 1, '\t')
    fc.assert(
      fc.property(entries, layout, fc.array(fc.nat(), { maxLength: 8 }), (written, space, cuts) => {
        const { events, problem } = read(JSON.stringify(written, null, space), cuts)
        expect(problem).toBeUndefined()
        expect(events).toEqual(
          written.map((one, index) => ({
            ...JSON.parse(JSON.stringify(one)),
            index,
            time: index,
          })),
        )
      }),
      { seed: SEED, numRuns: 300 },
    )
  })

  it('may tell times out of order, as the threads of a test took them', () => {
    const { events, problem } = read(
      '[{"process":0,"type":"invoke","f":"read","time":7},' +
        '{"process":1,"type":"invoke","f":"read","time":5}]',
    )
    expect(problem).toBeUndefined()
    expect(events.map(({ time }) => time)).toEqual([7, 5])
  })

  it('may leave out the function and the process of transactions, and of nothing else', () => {
    const { events } = read('[{"type":"invoke","value":[["append",1,2],["r",3,null]]}]')
    expect(events).toMatchObject([{ process: 0, f: 'txn' }])
    expect(read('[{"type":"invoke","value":[1,2]}]').problem?.message).toMatch(/process/)
  })

  it.each([
    ['[\n{"process":0', 2, /ends within an object/],
    [`[\n${ENTRY}`, 2, /ends within the array/],
    [`[\n${ENTRY},\n`, 3, /ends within the array/],
    [`[\n${ENTRY},\n]`, 3, /no object stands here/],
    [`[${ENTRY}\n${ENTRY}]`, 2, /followed by something else/],
    [`[${ENTRY}]\n\nmore`, 3, /something follows/],
    ['[\n7]', 2, /no object stands here/],
    ['[\n{"process":0]}]', 2, /not a JSON object/],
    ['[{"a":"\n"},\n{', 1, /not a JSON object/],
    [`[${ENTRY},\n{"process":0,"type":"did"}]`, 2, /"type" is "did"/],
  ])('%j is refused', (text, line, message) => {
    const { problem } = read(text)
    expect(problem).toMatchObject({ line, message: expect.stringMatching(message) })
  })
})

describe('numbers that ours cannot hold', () => {
  const value = (text: string): unknown =>
    read(`{"process":0,"type":"ok","f":"read","value":${text}}`).events[0]?.value

  it('stay apart', () => {
    expect(value('9007199254740993')).toBe('9007199254740993')
    expect(value('9007199254740992')).toBe(2 ** 53)
    expect(value('9007199254740992')).not.toEqual(value('9007199254740993'))
    expect(value('[-12345678901234567890, 7, "12345678901234567890"]')).toEqual([
      '-12345678901234567890',
      7,
      '12345678901234567890',
    ])
    expect(value('[1.2345678901234567, 1e21, 9007199254740991]')).toEqual([
      1.2345678901234567, 1e21, 9007199254740991,
    ])
  })

  it('tell the keys apart, and round no more than a time', () => {
    const { events } = read(
      '{"process":0,"type":"invoke","f":"read","key":9007199254740993,"time":1700000000000000001}',
    )
    expect(events).toMatchObject([{ key: '9007199254740993', time: 1_700_000_000_000_000_000 }])
  })
})
