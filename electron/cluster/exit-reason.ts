/** What the end of a process means, in words for people. */
import { HOST_EXIT } from '../node-host/control.ts'

export interface Exit {
  readonly code: number | null
  readonly signal: NodeJS.Signals | null
  /** Why the process could not even be started. */
  readonly error?: string
  /** The last of what it wrote to standard error. */
  readonly tail: string
}

const MEANING: { readonly [code: number]: string } = {
  [HOST_EXIT.stopped]: 'it ended by itself',
  [HOST_EXIT.invariant]: 'it broke an invariant',
  [HOST_EXIT.disk]: 'its disk is damaged or could not be written',
  [HOST_EXIT.orphaned]: 'it lost its supervisor',
}

/** One line, with the last words of the process where it left any. */
export function exitReason(exit: Exit): string {
  const words = lastWords(exit.tail)
  return words === '' ? cause(exit) : `${cause(exit)}: ${words}`
}

function cause(exit: Exit): string {
  if (exit.error !== undefined) return `it could not be started (${exit.error})`
  if (exit.signal !== null) return `it was killed by ${exit.signal}`
  const code = exit.code ?? -1
  return MEANING[code] ?? `it exited with code ${code}`
}

/** The line that names the error, without the stack under it. */
function lastWords(tail: string): string {
  const lines = tail
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '' && !line.startsWith('at ') && !line.startsWith('Node.js v'))
  return lines.findLast((line) => /error/i.test(line)) ?? lines.at(-1) ?? ''
}
