/**
 * A reader for a JSON array of objects, as programs write it that know no JSON lines: cuts out the
 * text of each object, however it is laid out, and hands it on with the line on which it begins.
 * It finds only where objects end; whoever gets the text judges what is in it.
 */
import { ENTRY_LENGTH_MAX } from './reader.ts'
import type { HistoryReader, ReadProblem } from './reader.ts'
import { excerpt, type LineHandler, type LineProblem } from './line-reader.ts'

/** What decides where an object ends: brackets, strings, and the lines to count. */
const OUTSIDE_STRING = /["{}[\]\n]/g
const INSIDE_STRING = /["\\\n]/g
const BLANK = /^[\s\uFEFF]$/

type Place = 'array' | 'entry or end' | 'comma or end' | 'entry' | 'within' | 'over'

const EXPECTED: { readonly [place in Exclude<Place, 'within'>]: LineProblem } = {
  array: { message: 'the array does not begin', expected: '"["' },
  'entry or end': { message: 'no object stands here', expected: 'an object or "]"' },
  'comma or end': { message: 'the object is followed by something else', expected: '"," or "]"' },
  entry: { message: 'no object stands here', expected: 'an object' },
  over: { message: 'something follows the array', expected: 'the end of the file' },
}

export class JsonArrayReader implements HistoryReader {
  readonly #handle: LineHandler
  #place: Place = 'array'
  /** From the beginning of the entry that is being read. */
  #rest = ''
  /** How far `#rest` has been looked at. */
  #at = 0
  #depth = 0
  #inString = false
  #line = 1
  #entryLine = 1
  #problem: ReadProblem | undefined

  constructor(handle: LineHandler) {
    this.#handle = handle
  }

  push(text: string): ReadProblem | undefined {
    if (this.#problem !== undefined) return this.#problem
    this.#rest += text
    while (this.#problem === undefined && this.#at < this.#rest.length) {
      if (this.#place === 'within') this.#within()
      else this.#between(this.#place)
    }
    if (this.#place !== 'within') this.#forget(this.#at)
    if (this.#problem === undefined && this.#rest.length > ENTRY_LENGTH_MAX) {
      const message = 'the object does not end'
      this.#fail(this.#entryLine, { message, expected: 'an object of reasonable length' })
    }
    return this.#problem
  }

  end(): ReadProblem | undefined {
    if (this.#problem !== undefined || this.#place === 'over') return this.#problem
    if (this.#place === 'within') {
      const message = 'the text ends within an object'
      this.#fail(this.#entryLine, { message, expected: 'the rest of it' })
    } else {
      const { expected } = EXPECTED[this.#place]
      this.#fail(this.#line, { message: 'the text ends within the array', expected })
    }
    return this.#problem
  }

  /** One character outside all objects. */
  #between(place: Exclude<Place, 'within'>): void {
    const letter = this.#rest[this.#at] as string
    if (letter === '\n') this.#line++
    if (BLANK.test(letter)) {
      this.#at++
      return
    }
    const begins = place === 'entry or end' || place === 'entry'
    const ends = place === 'entry or end' || place === 'comma or end'
    if (begins && letter === '{') {
      this.#forget(this.#at)
      this.#entryLine = this.#line
      this.#place = 'within'
      return
    }
    if (place === 'array' && letter === '[') this.#place = 'entry or end'
    else if (place === 'comma or end' && letter === ',') this.#place = 'entry'
    else if (ends && letter === ']') this.#place = 'over'
    else {
      const { message, expected } = EXPECTED[place]
      const found = excerpt(this.#rest.slice(this.#at).split('\n', 1)[0] as string)
      this.#fail(this.#line, { message: `${message}: ${found}`, expected })
    }
    this.#at++
  }

  /** Up to the next character that decides anything within an object. */
  #within(): void {
    const next = this.#inString ? INSIDE_STRING : OUTSIDE_STRING
    next.lastIndex = this.#at
    const found = next.exec(this.#rest)
    if (found === null) {
      this.#at = this.#rest.length
      return
    }
    const [letter] = found
    if (letter === '\\') {
      // What it escapes may not have come yet.
      if (found.index + 1 < this.#rest.length) this.#at = found.index + 2
      else this.#at = this.#rest.length + 1
      return
    }
    this.#at = found.index + 1
    if (letter === '\n') this.#line++
    else if (letter === '"') this.#inString = !this.#inString
    else if (letter === '{' || letter === '[') this.#depth++
    else if (--this.#depth === 0) this.#entry()
  }

  #entry(): void {
    const problem = this.#handle(this.#rest.slice(0, this.#at), this.#entryLine)
    if (problem !== undefined) this.#fail(this.#entryLine, problem)
    this.#forget(this.#at)
    this.#place = 'comma or end'
  }

  #forget(length: number): void {
    this.#rest = this.#rest.slice(length)
    this.#at -= length
  }

  #fail(line: number, problem: LineProblem): void {
    this.#problem = { line, ...problem }
  }
}
