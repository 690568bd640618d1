/**
 * One live line on standard error: rewritten in place on a terminal, a plain line now and then
 * elsewhere. Never on standard output, which belongs to the result.
 */

/** Where standard error is no terminal, a line at most this often, ms. */
const PLAIN_EVERY_MS = 2_000

/** Of a terminal that does not tell its width, or says 0. */
const COLUMNS_UNTOLD = 80

export interface Progress {
  /** Shows `line` in place of the last one. */
  update(line: string): void
  /** A line that stays. */
  log(line: string): void
  /** Clears the live line. */
  end(): void
}

interface ProgressOutput {
  readonly isTTY?: boolean
  readonly columns?: number
  write(text: string): unknown
}

export function createProgress(output: ProgressOutput, now: () => number): Progress {
  return output.isTTY ? liveLine(output) : plainLines(output, now)
}

function liveLine(output: ProgressOutput): Progress {
  let shown = ''
  const clear = (): void => void output.write('\r\u001b[2K')
  return {
    update(line) {
      const width = Math.max(20, (output.columns || COLUMNS_UNTOLD) - 1)
      shown = line.length > width ? `${line.slice(0, width - 1)}…` : line
      clear()
      output.write(shown)
    },
    log(line) {
      clear()
      output.write(`${line}\n${shown}`)
    },
    end() {
      if (shown !== '') clear()
      shown = ''
    },
  }
}

function plainLines(output: ProgressOutput, now: () => number): Progress {
  let nextAt = 0
  return {
    update(line) {
      if (now() < nextAt) return
      nextAt = now() + PLAIN_EVERY_MS
      output.write(`${line}\n`)
    },
    log: (line) => void output.write(`${line}\n`),
    end: () => undefined,
  }
}
