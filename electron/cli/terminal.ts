/**
 * Words for a terminal: results on standard output, everything else on standard error. Commands
 * are handed one, so that a test can hand them another.
 */
import { styleText } from 'node:util'
import { layParagraph, layTable, type ParagraphOptions } from './layout.ts'
import { plainLines } from './plain-text.ts'
import { createProgress, type Progress } from './progress.ts'

export type Tone = 'good' | 'bad' | 'warn' | 'strong' | 'quiet'

const STYLES = {
  good: 'green',
  bad: 'red',
  warn: 'yellow',
  strong: 'bold',
  quiet: 'gray',
} as const

/** Where text goes; the streams of a process are such. */
export interface Output {
  readonly isTTY?: boolean
  readonly columns?: number
  /** Only terminals have it; it knows the wishes of the environment. */
  hasColors?(): boolean
  write(text: string): unknown
}

export interface Streams {
  readonly out: Output
  readonly error: Output
}

export class Terminal {
  readonly out: Output
  readonly error: Output

  constructor({ out, error }: Streams) {
    this.out = out
    this.error = error
  }

  /** A line of the result. Words of a file must be plain text by now. */
  print(text: string): void {
    this.out.write(`${text}\n`)
  }

  /** The whole result of a command that was asked for JSON. */
  printJson(document: unknown): void {
    this.out.write(`${JSON.stringify(document, null, 2)}\n`)
  }

  /** A line that is no part of the result; its control characters are made visible. */
  say(text: string): void {
    this.error.write(`${plainLines(text)}\n`)
  }

  progress(now: () => number = () => performance.now()): Progress {
    return createProgress(this.error, now)
  }

  /** Colours `text` of the result where standard output is a terminal that wants colour. */
  tone(name: Tone, text: string): string {
    const wanted = this.out.isTTY === true && this.out.hasColors?.() === true
    return wanted ? styleText(STYLES[name], text, { validateStream: false }) : text
  }

  table(rows: readonly (readonly string[])[], indent = ''): string {
    return layTable(rows, { indent, ...this.#columns() })
  }

  paragraph(text: string, options: Omit<ParagraphOptions, 'columns'> = {}): string {
    return layParagraph(text, { ...options, ...this.#columns() })
  }

  #columns(): { readonly columns?: number } {
    const { isTTY, columns } = this.out
    return isTTY === true && columns !== undefined && columns > 0 ? { columns } : {}
  }
}

/**
 * The terminal of this process. A reader that goes away before the end, as `head` does, is no
 * failure of the command.
 */
export function standardTerminal(): Terminal {
  for (const stream of [process.stdout, process.stderr]) {
    stream.on('error', (error: NodeJS.ErrnoException) => {
      if (error.code !== 'EPIPE') throw error
    })
  }
  return new Terminal({ out: process.stdout, error: process.stderr })
}
