/**
 * Words for a terminal: results on standard output, everything else on standard error.
 */
import { styleText } from 'node:util'

export type Tone = 'good' | 'bad' | 'warn' | 'strong' | 'quiet'

const STYLES = {
  good: 'green',
  bad: 'red',
  warn: 'yellow',
  strong: 'bold',
  quiet: 'gray',
} as const

/** Colours `text` where standard output is a terminal that wants colour. */
export function tone(name: Tone, text: string): string {
  return styleText(STYLES[name], text, { stream: process.stdout })
}

export function print(text: string): void {
  process.stdout.write(`${text}\n`)
}

export function printJson(document: unknown): void {
  process.stdout.write(`${JSON.stringify(document, null, 2)}\n`)
}

export function say(text: string): void {
  process.stderr.write(`${text}\n`)
}

/** Rows with columns as wide as their widest cell; the last column is left ragged. */
export function table(rows: readonly (readonly string[])[], indent = ''): string {
  const widths: number[] = []
  for (const row of rows) {
    row.forEach((cell, column) => (widths[column] = Math.max(widths[column] ?? 0, cell.length)))
  }
  return rows
    .map((row) => {
      const cells = row.map((cell, column) =>
        column === row.length - 1 ? cell : cell.padEnd(widths[column] ?? 0),
      )
      return `${indent}${cells.join('  ')}`.trimEnd()
    })
    .join('\n')
}
