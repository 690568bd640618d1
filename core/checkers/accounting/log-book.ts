/**
 * A history of logs with offsets, read once: what was asked for and answered, what of it counts,
 * and where each value stands. It judges nothing.
 *
 * A send of unknown outcome took effect if somebody polled any of what it sent: then all of it
 * did. Polls count whatever came of their operation, since a consumer never sees what is not
 * there; but only what was polled for good has been delivered.
 */
import { keyName } from '../micro-operation.ts'
import type { HistoryOperation } from '../../history/operation.ts'
import { canonicalText } from '../../base/canonical-text.ts'
import type { Pace } from '../pace.ts'
import type { Sliced } from '../property.ts'
import { sorted } from '../sliced.ts'
import { logSteps, type LogStep } from './log-steps.ts'

/** A value at a place of a log, as one operation tells it. */
export interface LogEntry {
  readonly kind: 'send' | 'poll'
  readonly key: string
  readonly offset: number
  readonly value: unknown
  readonly text: string
  readonly operation: HistoryOperation
}

/** One operation on logs. */
export interface LogCall {
  readonly operation: HistoryOperation
  readonly asked: readonly LogStep[]
  /** As it was answered; where it was not, as far as anything was told. */
  readonly told: readonly LogStep[]
}

/** A consumer takes its places anew: of these keys it keeps what it had, and no others. */
export interface Beginning {
  readonly operation: HistoryOperation
  readonly kept: ReadonlySet<string>
  readonly subscribed: boolean
}

/** Operations after which a consumer begins anew. */
const BEGINNINGS: readonly string[] = ['assign', 'subscribe', 'crash']

export class LogBook {
  /** In the order of the invocations. */
  readonly calls: (LogCall | Beginning)[] = []
  readonly #sent = new Map<string, HistoryOperation>()
  /** By value: whether anything says that it was polled for good. */
  readonly #delivered = new Set<string>()
  /** Once settled: every place that counts, in the order of the invocations. */
  readonly entries: LogEntry[] = []
  /** By value: the first place at which it stands. */
  readonly #first = new Map<string, LogEntry>()
  /** Of each key, by offset. */
  readonly #logs = new Map<string, readonly LogEntry[]>()

  /** False where the operation is not understood. */
  add(operation: HistoryOperation): boolean {
    const { f, input, output, outcome } = operation
    if (f === 'debug-topic-partitions') return true
    if (BEGINNINGS.includes(f)) {
      if (outcome === 'fail') return true
      const kept = new Set(f === 'crash' || !Array.isArray(input) ? [] : input.map(keyName))
      this.calls.push({ operation, kept, subscribed: f === 'subscribe' })
      return true
    }
    const asked = logSteps(input)
    const told = logSteps(outcome === 'ok' ? (output ?? input) : (operation.told ?? []))
    if (asked === undefined || told === undefined) return false
    this.calls.push({ operation, asked, told })
    for (const { kind, key, value } of asked) {
      if (kind === 'send') this.#sent.set(wordOf(key, value), operation)
    }
    if (outcome !== 'ok') return true
    for (const { kind, key, value } of told) {
      if (kind === 'poll') this.#delivered.add(wordOf(key, value))
    }
    return true
  }

  /** Finds out what stands where, once all are added. */
  *settle(pace: Pace): Sliced<void> {
    for (const call of this.calls) {
      if (pace.step()) yield pace.steps
      if ('kept' in call) continue
      const { operation, told } = call
      const committed = this.tookEffect(operation)
      for (const { kind, key, value, offset } of told) {
        if (pace.step()) yield pace.steps
        if (offset === undefined || (kind === 'send' && !committed)) continue
        const text = canonicalText(value)
        this.entries.push({ kind, key, offset, value, text, operation })
      }
    }
    const logs = new Map<string, Map<number, LogEntry>>()
    for (const entry of this.entries) {
      if (pace.step()) yield pace.steps
      const word = wordOf(entry.key, entry.value)
      const known = this.#first.get(word)
      if (known === undefined || entry.offset < known.offset) this.#first.set(word, entry)
      const log = logs.get(entry.key) ?? new Map<number, LogEntry>()
      logs.set(entry.key, log)
      if (!log.has(entry.offset)) log.set(entry.offset, entry)
    }
    for (const [key, log] of logs) {
      this.#logs.set(key, yield* sorted([...log.values()], ({ offset }) => offset, pace))
    }
  }

  sent(key: string, value: unknown): HistoryOperation | undefined {
    return this.#sent.get(wordOf(key, value))
  }

  /** Whether somebody's acknowledged poll has it. */
  wasDelivered(key: string, value: unknown): boolean {
    return this.#delivered.has(wordOf(key, value))
  }

  /** Where a value first stands, as far as anybody told. */
  placeOf(key: string, value: unknown): LogEntry | undefined {
    return this.#first.get(wordOf(key, value))
  }

  /** Whether what an operation sent is there: acknowledged, or seen by somebody. */
  tookEffect({ outcome, input }: HistoryOperation): boolean {
    if (outcome !== 'info') return outcome === 'ok'
    const asked = logSteps(input) ?? []
    return asked.some(({ kind, key, value }) => kind === 'send' && this.wasDelivered(key, value))
  }

  /** The first place between the two offsets that is known to hold a value. */
  between(key: string, from: number, to: number): LogEntry | undefined {
    const log = this.#logs.get(key) ?? []
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
}

function wordOf(key: string, value: unknown): string {
  return `${key} ${canonicalText(value)}`
}
