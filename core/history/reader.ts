/**
 * What every reader of a history format is: text goes in piece by piece, events come out, and
 * the first thing that does not fit ends it with the line and with what was expected there.
 * A reader never throws for what a file says, and never guesses.
 */
import type { HistoryEvent } from './operation.ts'
import type { HistoryWriter } from './writer.ts'

export type FormatName = 'jsonl' | 'jepsen-edn' | 'jepsen-json' | 'porcupine-etcd' | 'porcupine-kv'

/** Why a text is not a history of its format. */
export interface ReadProblem {
  /** From 1. */
  readonly line: number
  /** What is wrong, without the line. */
  readonly message: string
  /** What should have stood there. */
  readonly expected: string
}

/**
 * Called for each event in order, with the line (from 1) on which it begins. Where the text
 * gives no time, `time` repeats `index`.
 */
export type EventSink = (event: HistoryEvent, line: number) => void

export interface HistoryReader {
  /** The next piece of the text; pieces may end anywhere. After a problem, nothing is read. */
  push(text: string): ReadProblem | undefined
  /** The text is over. */
  end(): ReadProblem | undefined
}

export interface HistoryFormat {
  readonly name: FormatName
  /** One line for lists. */
  readonly summary: string
  createReader(emit: EventSink): HistoryReader
  createWriter(): HistoryWriter
}

/** An entry longer than this is refused: no operation is that big, and memory is finite. */
export const ENTRY_LENGTH_MAX = 16 * 1024 * 1024
