/**
 * Logs of one compare-and-set register, as in the test data of the Porcupine checker:
 *
 *     INFO  jepsen.util - 3	:invoke	:cas	[1 4]
 *
 * A failed cas is here an answer: at some instant during the call the register did not hold the
 * expected value. It becomes an `ok` whose value is `false`, which is how our models spell that
 * observation. A log may be cut anywhere, also within its last line.
 */
import type { EventType, HistoryEvent } from './operation.ts'
import { wholeNumber } from './exact-numbers.ts'
import { LineReader, excerpt } from './line-reader.ts'
import type { LineProblem } from './line-reader.ts'
import { EtcdWriter } from './write-porcupine-etcd.ts'
import type { HistoryFormat } from './reader.ts'

/** Some logs of Porcupine's end each line with a hint for its search, which is passed over. */
const LINE =
  /^INFO\s+jepsen\.util\s+-\s+(\d{1,15})\s+:(invoke|ok|fail|info)\s+:(\w+)\s+(\S.*?)(?:\s+:hint\s+\d+)?\s*$/
const PAIR = /^\[(-?\d+)\s+(-?\d+)\]$/
const WHOLE = /^-?\d+$/

export const porcupineEtcd: HistoryFormat = {
  name: 'porcupine-etcd',
  summary: 'log lines of Jepsen about one register: INFO jepsen.util - PROCESS :TYPE :F VALUE',
  createReader: (emit) => {
    let index = 0
    return new LineReader(
      (text, line) => {
        const read = readLine(text, index)
        if ('message' in read) return read
        index++
        emit(read, line)
        return undefined
      },
      { cutAnywhere: true },
    )
  },
  createWriter: () => new EtcdWriter(),
}

function readLine(text: string, index: number): HistoryEvent | LineProblem {
  const parts = LINE.exec(text)
  if (parts === null) {
    return {
      message: `not a line of the log: ${excerpt(text)}`,
      expected: 'INFO jepsen.util - PROCESS :TYPE :OPERATION VALUE',
    }
  }
  const type = parts[2] as EventType
  const f = parts[3] as string
  const written = parts[4] as string
  const event = { index, time: index, process: Number(parts[1]), f }
  if (f !== 'read' && f !== 'write' && f !== 'cas') {
    return { message: `unknown operation ":${f}"`, expected: ':read, :write or :cas' }
  }
  if (written === ':timed-out' && (type === 'info' || type === 'fail')) {
    // A change that timed out may have been made, whatever the log calls it.
    return { ...event, type: f === 'read' ? type : 'info', error: 'timed-out' }
  }
  const value = readValue(f, written)
  if (value === undefined) {
    return { message: `${excerpt(written)} is no value for :${type} :${f}`, expected: expected[f] }
  }
  if (type === 'fail' && f === 'cas') return { ...event, type: 'ok', value: false }
  return { ...event, type, value }
}

const expected = {
  read: 'nil or a whole number',
  write: 'a whole number',
  cas: '[FROM TO], two whole numbers',
} as const

function readValue(f: 'read' | 'write' | 'cas', written: string): unknown {
  if (f === 'cas') {
    const pair = PAIR.exec(written)
    return pair === null
      ? undefined
      : [wholeNumber(pair[1] as string), wholeNumber(pair[2] as string)]
  }
  if (WHOLE.test(written)) return wholeNumber(written)
  return f === 'read' && written === 'nil' ? null : undefined
}
