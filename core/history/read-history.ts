/**
 * Reads a whole history from pieces of text: one object that a host feeds from a file, a socket
 * or a string, and that ends with operations or with the one problem that was met first.
 */
import type { HistoryEvent, HistoryOperation } from './operation.ts'
import { pairOperations } from './pair-operations.ts'
import type { HistoryFormat, HistoryReader, ReadProblem } from './reader.ts'

export type HistoryRead =
  | {
      readonly ok: true
      readonly events: readonly HistoryEvent[]
      readonly operations: readonly HistoryOperation[]
    }
  | { readonly ok: false; readonly problem: ReadProblem }

export class HistoryCollector {
  readonly #events: HistoryEvent[] = []
  readonly #lines: number[] = []
  readonly #reader: HistoryReader

  constructor(format: HistoryFormat) {
    this.#reader = format.createReader((event, line) => {
      this.#events.push(event)
      this.#lines.push(line)
    })
  }

  push(text: string): ReadProblem | undefined {
    return this.#reader.push(text)
  }

  end(): HistoryRead {
    const problem = this.#reader.end()
    if (problem !== undefined) return { ok: false, problem }
    const pairing = pairOperations(this.#events)
    if (pairing.ok) return { ok: true, events: this.#events, operations: pairing.operations }
    const line = this.#lines[pairing.problem.position] as number
    const expected = EXPECTED[pairing.problem.kind]
    return { ok: false, problem: { line, message: pairing.problem.message, expected } }
  }
}

const EXPECTED = {
  'index-not-increasing': 'entries in the order of their index',
  'process-busy': 'one open operation a process at a time',
  'process-ended': 'no entry of a process after its first info',
  'completion-without-invocation': 'an invoke of this process before it',
  'completion-of-another-function': 'the same operation as was invoked',
} as const

/** Reads a text that is at hand as a whole. */
export function readHistory(format: HistoryFormat, text: string): HistoryRead {
  const collector = new HistoryCollector(format)
  const problem = collector.push(text)
  return problem === undefined ? collector.end() : { ok: false, problem }
}
