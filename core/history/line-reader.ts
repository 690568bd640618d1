/**
 * A reader for formats of one event a line: cuts the text into lines, wherever its pieces end,
 * and hands each on. Lines end with LF or CR LF; blank lines are skipped.
 */
import { ENTRY_LENGTH_MAX } from './reader.ts'
import type { HistoryReader, ReadProblem } from './reader.ts'

export interface LineProblem {
  readonly message: string
  readonly expected: string
}

/** Reads one line, without its end. */
export type LineHandler = (text: string, line: number) => LineProblem | undefined

/** Some programs put it at the beginning of every file. */
const BYTE_ORDER_MARK = '\uFEFF'

export interface LineReaderOptions {
  /** Forgive a last line that has no line end and does not read: the log was cut there. */
  readonly cutAnywhere?: boolean
}

export class LineReader implements HistoryReader {
  readonly #handle: LineHandler
  readonly #cutAnywhere: boolean
  #rest = ''
  #line = 0
  #problem: ReadProblem | undefined

  constructor(handle: LineHandler, options: LineReaderOptions = {}) {
    this.#handle = handle
    this.#cutAnywhere = options.cutAnywhere ?? false
  }

  push(text: string): ReadProblem | undefined {
    let start = 0
    while (this.#problem === undefined) {
      const end = text.indexOf('\n', start)
      if (end < 0) break
      const line = this.#rest + text.slice(start, end)
      this.#rest = ''
      start = end + 1
      this.#read(line)
    }
    if (this.#problem !== undefined) return this.#problem
    this.#rest += text.slice(start)
    if (this.#rest.length > ENTRY_LENGTH_MAX) {
      this.#fail(this.#line + 1, {
        message: `the line is longer than ${ENTRY_LENGTH_MAX} characters`,
        expected: 'one event a line',
      })
    }
    return this.#problem
  }

  end(): ReadProblem | undefined {
    if (this.#problem !== undefined || this.#rest === '') return this.#problem
    this.#read(this.#rest)
    this.#rest = ''
    if (this.#cutAnywhere) return undefined
    return this.#problem
  }

  #read(text: string): void {
    this.#line++
    const end = text.endsWith('\r') ? text.length - 1 : text.length
    const line = text.slice(this.#line === 1 && text.startsWith(BYTE_ORDER_MARK) ? 1 : 0, end)
    if (line.trim() === '') return
    const problem = this.#handle(line, this.#line)
    if (problem !== undefined) this.#fail(this.#line, problem)
  }

  #fail(line: number, problem: LineProblem): void {
    this.#problem = { line, ...problem }
  }
}

/** The start of a text, for a message: one line, no control characters, not too long. */
export function excerpt(text: string): string {
  const shown = text.length > 60 ? `${text.slice(0, 60)}...` : text
  return JSON.stringify(shown)
}
