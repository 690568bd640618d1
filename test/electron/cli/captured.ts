/** Runs the command line in this process and keeps what it said. */
import { main } from '../../../electron/cli/main.ts'
import type { ExitCode } from '../../../electron/cli/exit-code.ts'
import { Terminal, type Output } from '../../../electron/cli/terminal.ts'

export interface Captured {
  readonly code: ExitCode
  /** Standard output. */
  readonly out: string
  /** Standard error. */
  readonly error: string
}

/** With `columns` both outputs are terminals of that width, without colours unless asked for. */
export interface Screen {
  readonly columns?: number
  readonly colours?: boolean
}

export class Capture implements Output {
  readonly isTTY: boolean
  readonly columns?: number
  readonly #colours: boolean
  text = ''

  constructor({ columns, colours = false }: Screen = {}) {
    this.isTTY = columns !== undefined
    this.#colours = colours
    if (columns !== undefined) this.columns = columns
  }

  hasColors(): boolean {
    return this.#colours
  }

  write(text: string): void {
    this.text += text
  }
}

export async function faultline(args: readonly string[], screen: Screen = {}): Promise<Captured> {
  const out = new Capture(screen)
  const error = new Capture(screen)
  const code = await main(args, new Terminal({ out, error }))
  return { code, out: out.text, error: error.text }
}

/** A terminal whose result can be looked at. */
export function sheet(screen: Screen = {}): Terminal {
  return new Terminal({ out: new Capture(screen), error: new Capture(screen) })
}

/** Whether `text` would make a terminal do more than show it. */
export function commandsTerminal(text: string): boolean {
  return /[\p{Cc}\p{Zl}\p{Zp}\u202a-\u202e\u2066-\u2069]/u.test(text.replaceAll('\n', ''))
}
