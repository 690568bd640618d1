/**
 * Faultline's own history: one JSON object a line, with Jepsen's keys.
 *
 *     {"index":0,"time":1200,"process":3,"type":"invoke","f":"write","key":"x","value":7}
 *
 * `index` and `time` (ns since the start) may be left out together or apart; then the place in
 * the file stands for them. Entries whose `process` is not a number are not operations and are
 * passed over. Order is never repaired: an index or a time that goes back is refused.
 * `jepsen-json` reads the same objects as programs write them that know no JSON lines.
 */
import { NamelessProcess } from './nameless-process.ts'
import type { EventType, HistoryEvent } from './operation.ts'
import { JsonArrayReader } from './json-array-reader.ts'
import { exactJson, mayHoldBigNumbers } from './exact-numbers.ts'
import { LineReader, excerpt } from './line-reader.ts'
import type { LineProblem } from './line-reader.ts'
import type { EventSink, HistoryFormat, HistoryReader } from './reader.ts'

const EXPECTED =
  'a JSON object such as ' +
  '{"index":0,"time":0,"process":3,"type":"invoke","f":"read","key":"x","value":null}'

export const jsonl: HistoryFormat = {
  name: 'jsonl',
  summary: 'one JSON object a line: index, time, process, type, f, key, value, error',
  createReader: (emit) => createJsonReader(emit, { lenient: false }),
  createWriter: () => ({
    write: (event) => ({ ok: true, line: writeJsonLine(event) }),
  }),
}

export interface JsonReaderOptions {
  /**
   * Whether times may be out of order, as the threads of a test took them, and transactions may
   * leave out `f` and `process`, as in Jepsen's EDN.
   */
  readonly lenient: boolean
}

/** Lines or an array: the first character that is no blank tells. */
export function createJsonReader(emit: EventSink, { lenient }: JsonReaderOptions): HistoryReader {
  const nameless = new NamelessProcess()
  const order = { count: 0, index: -1, time: -Infinity, lenient, nameless }
  const handle = (entry: string, line: number): LineProblem | undefined =>
    readEntry(entry, line, order, emit)
  let reader: HistoryReader | undefined
  let blanks = ''
  return {
    push: (text) => {
      if (reader !== undefined) return reader.push(text)
      blanks += text
      const first = /[^\s\uFEFF]/.exec(blanks)?.[0]
      if (first === undefined) return undefined
      reader = first === '[' ? new JsonArrayReader(handle) : new LineReader(handle)
      return reader.push(blanks)
    },
    end: () => reader?.end(),
  }
}

interface OrderState {
  /** Entries seen, whatever their process. */
  count: number
  index: number
  time: number
  readonly lenient: boolean
  readonly nameless: NamelessProcess
}

type Fields = { readonly [name: string]: unknown }

function readEntry(
  text: string,
  line: number,
  order: OrderState,
  emit: EventSink,
): LineProblem | undefined {
  const fields = parseObject(text)
  if (fields === undefined) return problem(`not a JSON object: ${excerpt(text)}`, EXPECTED)
  const position = order.count++
  const transaction = order.lenient && isTransaction(fields['value'])
  const { type, f = transaction ? 'txn' : undefined } = fields
  const given = fields['process'] ?? (transaction ? order.nameless.of(type) : undefined)
  const process = numbered(given)
  if (typeof process !== 'number') {
    if (typeof process === 'string') return undefined
    return problem('"process" is missing', 'a whole number, or a word for what is no client')
  }
  if (!Number.isSafeInteger(process) || process < 0) {
    return problem(`"process" is ${process}`, 'a whole number from 0')
  }
  if (!isEventType(type)) {
    return problem(`"type" is ${excerpt(String(type))}`, 'invoke, ok, fail or info')
  }
  if (typeof f !== 'string') return problem('"f" is missing', 'the name of an operation')
  const exact = mayHoldBigNumbers(text) ? (exactJson(text) as Fields) : fields
  const key = readKey(exact['key'])
  if (key === null) return problem('"key" is not a string', 'a string, or no key at all')
  const index = fields['index'] ?? Math.max(position, order.index + 1)
  if (!Number.isSafeInteger(index) || (index as number) <= order.index) {
    return problem(`"index" is ${String(index)}`, `a whole number above ${order.index}`)
  }
  const time = fields['time'] ?? Math.max(index as number, order.time)
  if (typeof time !== 'number' || (time < order.time && !order.lenient)) {
    return problem(`"time" is ${String(time)}`, `nanoseconds, not before ${order.time}`)
  }
  order.index = index as number
  order.time = time
  emit(
    {
      index: order.index,
      time,
      process,
      type,
      f,
      ...(key === undefined ? {} : { key }),
      ...('value' in exact ? { value: exact['value'] } : {}),
      ...('error' in exact ? { error: exact['error'] } : {}),
    },
    line,
  )
  return undefined
}

/** The line of one event, without a line end: what `jsonl` reads back as the same event. */
export function writeJsonLine(event: HistoryEvent): string {
  const { index, time, process, type, f, key, value, error } = event
  return JSON.stringify({ index, time, process, type, f, key, value, error })
}

function parseObject(text: string): Fields | undefined {
  let value: unknown
  try {
    value = JSON.parse(text)
  } catch {
    return undefined
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return undefined
  return value as Fields
}

/** Whether a value is a list of micro-operations, `[["append", 9, 2], ["r", 6, null]]`. */
function isTransaction(value: unknown): boolean {
  if (!Array.isArray(value) || value.length === 0) return false
  return value.every((micro: unknown) => Array.isArray(micro) && typeof micro[0] === 'string')
}

/** A process may be written as a text: one of digits alone is its number. */
export function numbered(process: unknown): unknown {
  return typeof process === 'string' && /^\d{1,15}$/.test(process) ? Number(process) : process
}

/** `null` for what cannot be a key. A number is taken for its digits. */
function readKey(key: unknown): string | undefined | null {
  if (key === undefined || key === null) return undefined
  if (typeof key === 'string') return key
  return typeof key === 'number' ? String(key) : null
}

export function isEventType(type: unknown): type is EventType {
  return type === 'invoke' || type === 'ok' || type === 'fail' || type === 'info'
}

function problem(message: string, expected: string): LineProblem {
  return { message, expected }
}
