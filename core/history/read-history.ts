/**
 * Reads a whole history from pieces of text: one object that a host feeds from a file, a socket
 * or a string, and that ends with operations or with the one problem that was met first. Events
 * become rows of a table as they come, and are not kept.
 */
import type { OperationList } from './operation-list.ts'
import { OperationTable } from './operation-table.ts'
import { OperationPairer } from './pair-operations.ts'
import type { HistoryFormat, HistoryReader, ReadProblem } from './reader.ts'

export type HistoryRead =
  | { readonly ok: true; readonly operations: OperationList }
  | { readonly ok: false; readonly problem: ReadProblem }

export class HistoryCollector {
  readonly #operations = new OperationTable()
  readonly #pairer = new OperationPairer(this.#operations)
  readonly #reader: HistoryReader
  /** What contradicts the events before it. */
  #problem: ReadProblem | undefined

  constructor(format: HistoryFormat) {
    this.#reader = format.createReader((event, line) => {
      if (this.#problem !== undefined) return
      const problem = this.#pairer.add(event)
      if (problem === undefined) return
      const { kind, message } = problem
      this.#problem = { line, message, expected: EXPECTED[kind] }
    })
  }

  push(text: string): ReadProblem | undefined {
    const unreadable = this.#problem === undefined ? this.#reader.push(text) : undefined
    return this.#problem ?? unreadable
  }

  end(): HistoryRead {
    const unreadable = this.#problem === undefined ? this.#reader.end() : undefined
    const problem = this.#problem ?? unreadable
    if (problem !== undefined) return { ok: false, problem }
    return { ok: true, operations: this.#operations }
  }
}

const EXPECTED = {
  'index-not-increasing': 'entries in the order of their index',
  'process-busy': 'one open operation a process at a time',
  'process-ended': 'no entry of a process after its first info',
  'completion-without-invocation': 'an invoke of this process before it',
  'invocation-after-completions': 'an invoke before each completion, or none at all',
  'completion-of-another-function': 'the same operation as was invoked',
} as const

/** Reads a text that is at hand as a whole. */
export function readHistory(format: HistoryFormat, text: string): HistoryRead {
  const collector = new HistoryCollector(format)
  const problem = collector.push(text)
  return problem === undefined ? collector.end() : { ok: false, problem }
}
