/**
 * A history of logs with offsets, read once: which value was seen where, by whom, and in which
 * order each process moved. It judges nothing.
 */
import type { HistoryOperation } from '../../history/operation.ts'
import { canonicalText } from '../../base/canonical-text.ts'
import { logSteps, type LogStep } from './log-steps.ts'

export interface LogEntry {
  readonly kind: 'send' | 'poll'
  readonly key: string
  readonly offset: number
  readonly value: unknown
  readonly text: string
  readonly operation: HistoryOperation
}

/** Two places that one process met one after the other in one log. */
export interface Move {
  readonly kind: LogEntry['kind']
  readonly from: LogEntry
  readonly to: LogEntry
  /** Whether by one operation. */
  readonly within: boolean
}

/** Operations after which a consumer begins anew. */
const BEGINNINGS: readonly string[] = ['assign', 'subscribe', 'crash']

export class LogBook {
  /** Every place that was told of, in the order of the invocations. */
  readonly entries: LogEntry[] = []
  readonly #sent = new Map<string, HistoryOperation>()
  readonly #polled = new Set<string>()
  readonly #furthest = new Map<string, LogEntry>()
  /** Of each key, by offset; in no order until somebody asks. */
  readonly #logs = new Map<string, Map<number, LogEntry>>()
  readonly #sorted = new Map<string, readonly LogEntry[]>()
  readonly #moves: Move[] = []
  /** By process, kind and key: where it was last. */
  readonly #last = new Map<string, LogEntry>()
  /** Epoch of each process: it grows when it begins anew. */
  readonly #epochs = new Map<number, number>()
  readonly #subscribed = new Set<number>()

  /** False where the operation is not understood. */
  add(operation: HistoryOperation): boolean {
    const { f, process, input, output, outcome } = operation
    if (BEGINNINGS.includes(f)) {
      this.#epochs.set(process, (this.#epochs.get(process) ?? 0) + 1)
      if (f === 'subscribe') this.#subscribed.add(process)
      if (f === 'assign') this.#subscribed.delete(process)
      return true
    }
    if (f === 'debug-topic-partitions') return true
    const asked = logSteps(input)
    const answered = outcome === 'ok' ? logSteps(output ?? input) : []
    if (asked === undefined || answered === undefined) return false
    for (const { kind, key, value } of asked) {
      if (kind === 'send') this.#sent.set(`${key} ${canonicalText(value)}`, operation)
    }
    for (const step of answered)
      if (step.offset !== undefined) this.#note(step, step.offset, operation)
    return true
  }

  sent(key: string, text: string): HistoryOperation | undefined {
    return this.#sent.get(`${key} ${text}`)
  }

  wasPolled(key: string, text: string): boolean {
    return this.#polled.has(`${key} ${text}`)
  }

  furthestPoll(key: string): LogEntry | undefined {
    return this.#furthest.get(key)
  }

  moves(): readonly Move[] {
    return this.#moves
  }

  /** The first place between the two offsets that is known to hold a value. */
  between(key: string, from: number, to: number): LogEntry | undefined {
    const log = this.#log(key)
    let low = 0
    let high = log.length
    while (low < high) {
      const middle = (low + high) >> 1
      if ((log[middle] as LogEntry).offset <= from) low = middle + 1
      else high = middle
    }
    const next = log[low]
    return next !== undefined && next.offset < to ? next : undefined
  }

  #note({ kind, key, value }: LogStep, offset: number, operation: HistoryOperation): void {
    const entry = { kind, key, offset, value, text: canonicalText(value), operation }
    this.entries.push(entry)
    const log = this.#logs.get(key) ?? new Map<number, LogEntry>()
    this.#logs.set(key, log)
    if (!log.has(offset)) log.set(offset, entry)
    this.#move(entry)
    if (kind === 'send') return
    this.#polled.add(`${key} ${entry.text}`)
    const furthest = this.#furthest.get(key)
    if (furthest === undefined || offset > furthest.offset) this.#furthest.set(key, entry)
  }

  #move(to: LogEntry): void {
    const { process } = to.operation
    const epoch = this.#epochs.get(process) ?? 0
    const place = `${process} ${epoch} ${to.kind} ${to.key}`
    const from = this.#last.get(place)
    this.#last.set(place, to)
    if (from === undefined) return
    const within = from.operation === to.operation
    // A consumer that subscribed may lose a log between two polls and get it again.
    if (to.kind === 'poll' && !within && this.#subscribed.has(process)) return
    this.#moves.push({ kind: to.kind, from, to, within })
  }

  #log(key: string): readonly LogEntry[] {
    const known = this.#sorted.get(key)
    if (known !== undefined) return known
    const log = [...(this.#logs.get(key)?.values() ?? [])].sort((a, b) => a.offset - b.offset)
    this.#sorted.set(key, log)
    return log
  }
}
