/** Words for operations, values and moments, as the sentences of witnesses use them. */
import type { HistoryOperation } from '../../history/operation.ts'

export interface TellerOptions {
  /** Whether the times of the history are real; without, moments are told by their place. */
  readonly timed: boolean
  /** The name of a process; `process 3` where it is absent. */
  readonly processName?: (process: number) => string
}

export class Teller {
  readonly #options: TellerOptions

  constructor(options: TellerOptions) {
    this.#options = options
  }

  who({ process }: HistoryOperation): string {
    return this.#options.processName?.(process) ?? `process ${process}`
  }

  /** When an operation was answered: `at 12.301 s`, or `in entry 17`. */
  answered(operation: HistoryOperation): string {
    if (!this.#options.timed) return `in entry ${operation.completedIndex}`
    return `at ${seconds(operation.completedAt)} s`
  }

  asked(operation: HistoryOperation): string {
    if (!this.#options.timed) return `in entry ${operation.index}`
    return `at ${seconds(operation.invokedAt)} s`
  }

  value(value: unknown): string {
    if (value === null || value === undefined) return 'nothing'
    const text = typeof value === 'string' ? `"${value}"` : JSON.stringify(value)
    return text.length > 60 ? `${text.slice(0, 57)}...` : text
  }

  /** One operation with what came of it, for lists. */
  operation(operation: HistoryOperation): string {
    const { f, key, input, output, outcome } = operation
    const on = key === undefined ? '' : ` ${key}`
    const asked = input === null || input === undefined ? '' : ` ${this.value(input)}`
    if (outcome === 'info') return `${this.who(operation)} ${f}${on}${asked}, outcome unknown`
    const told = JSON.stringify(input) === JSON.stringify(output)
    const answer = told ? '' : ` -> ${this.value(output)}`
    return `${this.who(operation)} ${f}${on}${asked}${answer} ${this.answered(operation)}`
  }
}

/** Nanoseconds as seconds: to the millisecond, finer where the run has not lasted one. */
function seconds(nanoseconds: number): string {
  const value = nanoseconds / 1_000_000_000
  return value < 0.1 ? value.toFixed(6) : value.toFixed(3)
}
