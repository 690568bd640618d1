/**
 * A history in Jepsen's sense: who asked for what, when, and what came of it.
 * Keys and meanings are those of jepsen-io/history; see `core/history/README.md`.
 */

export type EventType = 'invoke' | 'ok' | 'fail' | 'info'

/** One line of a history: an invocation, or the completion of the process's last one. */
export interface HistoryEvent {
  readonly index: number
  /** Nanoseconds since the run began. */
  readonly time: number
  /** A process has one operation open at a time, and ends with its first `info`. */
  readonly process: number
  readonly type: EventType
  readonly f: string
  readonly key?: string
  /** Of an `ok` it may be absent: then what was asked for was done. */
  readonly value?: unknown
  readonly error?: unknown
}

/** An invocation with its completion. */
export interface HistoryOperation {
  /** Index of the invocation in the history. */
  readonly index: number
  readonly process: number
  readonly f: string
  readonly key?: string
  /** What was asked for. */
  readonly input: unknown
  /** What was answered; absent unless `outcome` is `ok`. */
  readonly output?: unknown
  /**
   * What an answer that was no `ok` told all the same, where it is a list and not the one that was
   * asked for: steps of a transaction may have had answers before it got none.
   */
  readonly told?: readonly unknown[]
  /** `info` also where the history ends before the completion. */
  readonly outcome: 'ok' | 'fail' | 'info'
  readonly error?: unknown
  /** Nanoseconds since the run began. */
  readonly invokedAt: number
  /** Nanoseconds; `Infinity` for an operation that never ended. */
  readonly completedAt: number
  /**
   * Index of the completion in the history; `Infinity` for an operation that never ended. An
   * acknowledged operation precedes another when its `completedIndex` is below the other's
   * `index`: the order of the history decides, since clocks may show the same time twice.
   */
  readonly completedIndex: number
}

/** Whether the history says when things happened; without, times only repeat the order. */
export function isTimed(operations: Iterable<HistoryOperation>): boolean {
  for (const { index, invokedAt, completedIndex, completedAt } of operations) {
    if (invokedAt !== index || completedAt !== completedIndex) return true
  }
  return false
}
