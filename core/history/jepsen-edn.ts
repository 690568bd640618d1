/**
 * Histories of Jepsen in EDN: one map an entry, either one after the other or inside one vector
 * or list. Tagged maps (`#jepsen.history.Op{...}`) count as maps, and unknown keys are passed
 * over. Entries whose `:process` is not a number are not operations. Transactions may leave out
 * `:f` and `:process`, as examples of Elle do: then all of them are `txn`; see `NamelessProcess`.
 *
 * The text is read entry by entry, so that a long history never stands in memory twice.
 */
import { ENTRY_LENGTH_MAX } from './reader.ts'
import type { EventSink, HistoryFormat, HistoryReader, ReadProblem } from './reader.ts'
import { readValue, skipBlank } from './edn/read-value.ts'
import { plainValue } from './edn/value.ts'
import type { EdnMap, EdnValue, EdnWord } from './edn/value.ts'
import { isEventType, numbered } from './jsonl.ts'
import { NamelessProcess } from './nameless-process.ts'
import { JepsenEdnWriter } from './write-jepsen-edn.ts'

export const jepsenEdn: HistoryFormat = {
  name: 'jepsen-edn',
  summary: 'histories of Jepsen: maps with :process, :type, :f, :value, in a vector or one a line',
  createReader: (emit) => new JepsenEdnReader(emit),
  createWriter: () => new JepsenEdnWriter(),
}

class JepsenEdnReader implements HistoryReader {
  readonly #emit: EventSink
  #rest = ''
  /** An entry that did not end is read again when so much of it has come. */
  #again = 0
  /** Lines before `#rest`. */
  #lines = 0
  /** What closes the collection that holds the entries; absent outside it. */
  #closer: string | undefined
  #count = 0
  #index = -1
  readonly #nameless = new NamelessProcess()
  #problem: ReadProblem | undefined

  constructor(emit: EventSink) {
    this.#emit = emit
  }

  push(text: string): ReadProblem | undefined {
    if (this.#problem !== undefined) return this.#problem
    this.#rest += text
    if (this.#rest.length < this.#again) return undefined
    this.#read(false)
    if (this.#problem === undefined && this.#rest.length > ENTRY_LENGTH_MAX) {
      this.#fail(0, 'the entry does not end', 'an entry of reasonable length')
    }
    return this.#problem
  }

  end(): ReadProblem | undefined {
    if (this.#problem !== undefined) return this.#problem
    this.#read(true)
    if (this.#problem !== undefined) return this.#problem
    const at = skipBlank(this.#rest, 0)
    if (at < this.#rest.length) this.#fail(at, 'the text ends within an entry', 'the rest of it')
    else if (this.#closer !== undefined) {
      this.#fail(at, 'the text ends within the history', `"${this.#closer}"`)
    }
    return this.#problem
  }

  /** Reads all whole entries of what is at hand, and keeps the rest. */
  #read(final: boolean): void {
    const text = this.#rest
    let at = 0
    let lineStart = 0
    while (this.#problem === undefined) {
      const next = skipBlank(text, at)
      // A comment that touches the end may go on in the next piece.
      if (next >= text.length) break
      this.#countLines(text, lineStart, next)
      lineStart = next
      at = next
      const end = this.#readEntry(text, at, final)
      if (end === undefined) break
      at = end
    }
    this.#countLines(text, lineStart, at)
    this.#rest = text.slice(at)
    this.#again = this.#rest.length * 2
  }

  /** Reads what begins at `at`; where it ends, or `undefined` if it needs more or went wrong. */
  #readEntry(text: string, at: number, final: boolean): number | undefined {
    const first = text[at] as string
    if (this.#closer === undefined && this.#count === 0 && (first === '[' || first === '(')) {
      this.#closer = first === '[' ? ']' : ')'
      return at + 1
    }
    if (first === this.#closer) {
      this.#closer = undefined
      return at + 1
    }
    const passed = first === '^' ? 1 : text.startsWith('#_', at) ? 2 : 0
    if (passed > 0) {
      // Metadata, or an entry that is commented out.
      const discarded = readValue(text, at + passed, final)
      if (discarded.kind === 'value') return discarded.end
      if (discarded.kind === 'problem') {
        this.#fail(0, discarded.message, discarded.expected)
      }
      return undefined
    }
    const read = readValue(text, at, final)
    if (read.kind === 'incomplete') return undefined
    if (read.kind === 'problem') {
      this.#countLines(text, at, read.at)
      this.#fail(0, read.message, read.expected)
      return undefined
    }
    const value = untag(read.value)
    if (value === undefined) {
      this.#fail(0, 'this entry is not a map', '{:process 0, :type :invoke, :f :read, :value nil}')
      return undefined
    }
    this.#entry(value)
    return this.#problem === undefined ? read.end : undefined
  }

  #entry(map: EdnMap): void {
    const fields = new Map<string, EdnValue>()
    for (const [key, value] of map.entries) {
      if (isWord(key, 'keyword')) fields.set(key.text, value)
    }
    const position = this.#count++
    const transaction = isTransaction(fields.get('value'))
    const type = wordOf(fields.get('type'))
    const given = fields.get('process') ?? (transaction ? this.#nameless.of(type) : undefined)
    const process = numbered(given)
    if (typeof process !== 'number') {
      if (wordOf(given) !== undefined) return
      return this.#fail(0, 'the entry has no :process', 'a whole number or a keyword')
    }
    if (!Number.isSafeInteger(process)) {
      return this.#fail(0, `:process is ${process}`, 'a whole number or a keyword')
    }
    if (!isEventType(type)) {
      return this.#fail(0, ':type is not one of them', ':invoke, :ok, :fail or :info')
    }
    const f = wordOf(fields.get('f')) ?? (transaction ? 'txn' : undefined)
    if (f === undefined) return this.#fail(0, ':f is missing', 'a keyword such as :read')
    const index = indexOf(fields.get('index'))
    if (index !== undefined && index <= this.#index) {
      return this.#fail(0, `:index is ${index}`, `a whole number above ${this.#index}`)
    }
    this.#index = index ?? Math.max(position, this.#index + 1)
    const time = timeOf(fields.get('time'))
    const error = fields.get('error')
    const key = fields.get('key')
    this.#emit(
      {
        index: this.#index,
        time: time ?? this.#index,
        process,
        type,
        f,
        ...(key === undefined || key === null ? {} : { key: keyText(key) }),
        value: plainValue(fields.get('value') ?? null),
        ...(error === undefined ? {} : { error: plainValue(error) }),
      },
      this.#lines + 1,
    )
  }

  #countLines(text: string, from: number, to: number): void {
    for (let at = from; at < to; at++) if (text.charCodeAt(at) === 10) this.#lines++
  }

  #fail(ahead: number, message: string, expected: string): void {
    this.#countLines(this.#rest, 0, ahead)
    this.#problem = { line: this.#lines + 1, message, expected }
  }
}

/** Jepsen prints an operation that it has not numbered yet with the index -1. */
function indexOf(place: EdnValue | undefined): number | undefined {
  return typeof place === 'number' && Number.isSafeInteger(place) && place >= 0 ? place : undefined
}

/** Nanoseconds of a clock that counts from 1970 are more than ours holds exactly: rounded. */
function timeOf(time: EdnValue | undefined): number | undefined {
  if (typeof time === 'number') return time
  if (time === undefined || !isWord(time, 'big-number')) return undefined
  const rounded = Number(time.text)
  return Number.isFinite(rounded) ? rounded : undefined
}

/** Whether a value is a list of micro-operations, `[[:append 9 2] [:r 6 nil]]`. */
function isTransaction(value: EdnValue | undefined): boolean {
  const micros = itemsOf(value)
  return micros.length > 0 && micros.every((micro) => isFunction(itemsOf(micro)[0] ?? null))
}

function isFunction(name: EdnValue): boolean {
  return typeof name === 'string' || isWord(name, 'keyword')
}

function itemsOf(value: EdnValue | undefined): readonly EdnValue[] {
  if (typeof value !== 'object' || value === null) return []
  return value.kind === 'vector' || value.kind === 'list' ? value.items : []
}

function untag(value: EdnValue): EdnMap | undefined {
  if (typeof value !== 'object' || value === null) return undefined
  if (value.kind === 'tagged') return untag(value.value)
  return value.kind === 'map' ? value : undefined
}

function isWord(value: EdnValue, kind: EdnWord['kind']): value is EdnWord {
  return typeof value === 'object' && value !== null && value.kind === kind
}

/** The name of a keyword, a symbol or a string. */
function wordOf(value: EdnValue | undefined): string | undefined {
  if (typeof value === 'string') return value
  if (value === undefined) return undefined
  if (isWord(value, 'keyword') || isWord(value, 'symbol')) return value.text
  return undefined
}

function keyText(key: EdnValue): string {
  return wordOf(key) ?? JSON.stringify(plainValue(key))
}
