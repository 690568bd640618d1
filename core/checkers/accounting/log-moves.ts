/**
 * How each process goes through each log: from the last place of one operation to the first of
 * the next, and from place to place within one. It judges no step.
 *
 * A consumer that only subscribed may lose a log between two polls and get it again, so its steps
 * between operations say nothing. What was polled by an operation that was not acknowledged is
 * polled again: the consumer goes on from where it was before.
 */
import type { LogBook, LogCall, LogEntry } from './log-book.ts'
import type { LogStep } from './log-steps.ts'

/** Two places that one process met one after the other in one log. */
export interface Move {
  readonly kind: LogEntry['kind']
  readonly from: LogEntry
  readonly to: LogEntry
  /** Whether by one operation. */
  readonly within: boolean
}

/** Of each operation, in their order. */
export function* logMoves(log: LogBook): Generator<readonly Move[], void, void> {
  const processes = new Map<number, ProcessPlaces>()
  for (const call of log.calls) {
    const { process } = call.operation
    const places = processes.get(process) ?? new ProcessPlaces(log)
    processes.set(process, places)
    if ('kept' in call) places.begin(call.kept, call.subscribed)
    yield 'kept' in call ? [] : places.movesOf(call)
  }
}

class ProcessPlaces {
  readonly #log: LogBook
  #subscribed = false
  /** By kind and key: the last place. */
  readonly #last = new Map<string, LogEntry>()

  constructor(log: LogBook) {
    this.#log = log
  }

  begin(kept: ReadonlySet<string>, subscribed: boolean): void {
    this.#subscribed = subscribed
    for (const [name, { key }] of this.#last) if (!kept.has(key)) this.#last.delete(name)
  }

  movesOf(call: LogCall): readonly Move[] {
    const moves: Move[] = []
    const { outcome } = call.operation
    const within = new Map<string, LogEntry>()
    const steps = call.told.length > 0 ? call.told : call.asked
    for (const step of steps) {
      const to = this.#entryOf(step, call)
      if (to === undefined) continue
      const name = `${to.kind} ${to.key}`
      const before = within.get(name)
      const from = before ?? this.#last.get(name)
      within.set(name, to)
      if (from === undefined) continue
      const { kind } = to
      if (before === undefined && kind === 'poll' && this.#subscribed) continue
      moves.push({ kind, from, to, within: before !== undefined })
    }
    for (const [name, entry] of within) {
      if (entry.kind === 'send' || outcome === 'ok') this.#last.set(name, entry)
    }
    return moves
  }

  /** A send whose answer has no offset stands where somebody else saw it. */
  #entryOf({ kind, key, value, offset }: LogStep, call: LogCall): LogEntry | undefined {
    const { operation } = call
    if (kind === 'send' && !this.#log.tookEffect(operation)) return undefined
    const place = offset ?? this.#log.placeOf(key, value)?.offset
    return place === undefined
      ? undefined
      : { kind, key, offset: place, value, text: '', operation }
  }
}
