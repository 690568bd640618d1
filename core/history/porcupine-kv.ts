/**
 * Histories of a store with get, put and append, as in the test data of the Porcupine checker:
 *
 *     {:process 9, :type :invoke, :f :append, :key "0", :value "x 9 0 y"}
 *
 * Always these five fields in this order, strings without escapes; `nil` only where a get is
 * invoked. Nothing fails and nothing stays unknown in this format.
 */
import { detached } from './detached.ts'
import type { EventType, HistoryEvent } from './operation.ts'
import { LineReader, excerpt } from './line-reader.ts'
import type { HistoryFormat } from './reader.ts'
import { unwritable, type WrittenEvent } from './writer.ts'

/** A whole line of the format; also how the format is told from others. */
export const KV_LINE =
  /^\s*\{:process (\d{1,15}), :type :(invoke|ok), :f :(get|put|append), :key "([^"\\]*)", :value (?:"([^"\\]*)"|nil)\}\s*$/

const EXPECTED = '{:process 9, :type :invoke, :f :append, :key "0", :value "x 9 0 y"}'

export const porcupineKv: HistoryFormat = {
  name: 'porcupine-kv',
  summary: 'one map a line about a store with :get, :put and :append',
  createReader: (emit) => {
    let index = 0
    return new LineReader((text, line) => {
      const parts = KV_LINE.exec(text)
      if (parts === null) {
        return { message: `not an entry of the format: ${excerpt(text)}`, expected: EXPECTED }
      }
      const type = parts[2] as EventType
      const f = parts[3] as string
      const value = parts[5] === undefined ? null : detached(parts[5])
      if (value === null && !(type === 'invoke' && f === 'get')) {
        return { message: `nil is no value for :${type} :${f}`, expected: 'a quoted string' }
      }
      const process = Number(parts[1])
      emit({ index, time: index, process, type, f, key: detached(parts[4] as string), value }, line)
      index++
      return undefined
    })
  },
  createWriter: () => ({ write }),
}

/** Of an unknown outcome the format says nothing at all: the operation is then never answered. */
function write(event: HistoryEvent): WrittenEvent {
  const { process, type, f, key, value } = event
  if (f !== 'get' && f !== 'put' && f !== 'append') {
    return unwritable(event, 'the format knows get, put and append')
  }
  if (type === 'info') return { ok: true }
  if (type === 'fail') return unwritable(event, 'nothing fails in this format')
  if (key === undefined || !PLAIN.test(key)) {
    return unwritable(event, 'the format needs a key without quotes, backslashes and line ends')
  }
  const asks = type === 'invoke' && f === 'get'
  if (!asks && (typeof value !== 'string' || !PLAIN.test(value))) {
    return unwritable(event, 'the value is no text without quotes, backslashes and line ends')
  }
  const told = asks ? 'nil' : `"${value as string}"`
  const line = `{:process ${process}, :type :${type}, :f :${f}, :key "${key}", :value ${told}}`
  return { ok: true, line }
}

const PLAIN = /^[^"\\\r\n]*$/
