/** The text that a mistake at a line and column is about: the word there, or the end of the line. Pure. */
import type { Text } from '@codemirror/state'

/** Lines and columns count from 1; those that a text no longer has are moved to its end. */
export function problemRange(
  text: Text,
  { line, column }: { readonly line: number; readonly column: number },
): { readonly from: number; readonly to: number } {
  const found = text.line(Math.min(Math.max(1, line), text.lines))
  const start = Math.min(found.from + Math.max(1, column) - 1, found.to)
  const rest = text.sliceString(start, found.to)
  const word = /^(?:"[^"]*"|'[^']*'|[^\s,{}[\]]+)/.exec(rest)?.[0] ?? rest
  if (word.length > 0) return { from: start, to: start + word.replace(/:$/, '').length }
  return { from: Math.max(found.from, start - 1), to: start }
}
