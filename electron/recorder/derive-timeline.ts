/**
 * Makes the timeline from the journals of a run, as rows and as columns: one event for each step,
 * in order of time over all processes, and one for each send that no journal shows received
 * (`lost`). Who sent a message, and when, comes from the numbers that the runtime gives to sends;
 * to whom a lost one went is found by replaying its sender (`lost-sends.ts`).
 *
 * Time never runs back in it: a step that claims to be earlier than the one before is put at the
 * same moment. Vector clocks are not kept; they follow from the causes.
 */
import type { Database } from 'better-sqlite3'
import type { BootEntry, JournalEntry, StepEntry } from '../../core/runtime/journal.ts'
import type { Machine } from '../../core/runtime/machine.ts'
import type { MachineSpec } from '../../core/runtime/spec.ts'
import { createMachine } from '../../core/systems/create-machine.ts'
import { LostSends, type LostSend } from './lost-sends.ts'
import { MessageMarks } from './message-marks.ts'
import { mergeByTime, readEntries } from './read-entries.ts'
import { readFaults } from './queries/faults.ts'
import { readProcesses } from './queries/journal.ts'
import { setTimelineDerived } from './queries/run.ts'
import { writeTimelineColumns } from './queries/timeline-columns.ts'
import { TimelineWriter, type TimelineEvent } from './queries/timeline.ts'
import { SendIndex } from './send-index.ts'
import { SUMMARY_LENGTH_MAX, summaryOf } from './step-summary.ts'
import { termOf, termOfStep } from './term.ts'
import { TimelineColumnsBuilder, TooManyLanesError } from './timeline-columns-builder.ts'

/** Runs with more entries get their timeline when somebody first asks for it. */
export const PREPARED_ENTRIES_MAX = 1_000_000

/** So many entries are read between two tellings of how far it is, and kept in one transaction. */
const SLICE_ENTRIES = 8_192
/** Finding out who sent what is so much of the work. */
const INDEXING_SHARE = 0.2

export interface DeriveOptions {
  /** Where the timeline is written; absent: into the run file itself. */
  readonly target?: Database
  readonly entriesMax?: number
  /** How a machine is made; another one only in tests. */
  readonly create?: (spec: MachineSpec) => Machine
  /** How the entries of a process are read; absent: all of them, and damage is an error. */
  readonly read?: (database: Database, process: string) => Iterable<JournalEntry>
  /** Told many times how much is done, from 0 to 1. No transaction is open then, so it may wait. */
  readonly progress?: (share: number) => void
}

/**
 * Replaces the timeline that is there; does nothing where the run is too long for one. It is written
 * in slices, so that others can read and write the file meanwhile. Its columns come last, and rows
 * without columns, which is what a killed process leaves, are no timeline.
 */
export function deriveTimeline(
  database: Database,
  options: DeriveOptions = {},
): 'derived' | 'too-long' {
  const { target = database, entriesMax = PREPARED_ENTRIES_MAX, progress = () => {} } = options
  const { create = createMachine, read = readEntries } = options
  const processes = readProcesses(database)
  const entries = processes.reduce((sum, process) => sum + process.entries, 0)
  if (entries > entriesMax) return 'too-long'
  const index = new SendIndex()
  let indexed = 0
  for (const { name } of processes) {
    for (const entry of read(database, name)) {
      index.add(entry)
      if (++indexed % SLICE_ENTRIES === 0) progress((indexed / entries) * INDEXING_SHARE)
    }
  }
  const lost = new LostSends(index, create)
  const streams = processes.map(({ name }) => read(database, name))
  const marks = new MessageMarks(readFaults(database))
  const derivation = new Derivation({ target, index, lost, marks })
  try {
    for (const taken of derivation.write(mergeByTime(streams))) {
      progress(INDEXING_SHARE + (taken / entries) * (1 - INDEXING_SHARE))
    }
  } catch (error) {
    derivation.discard()
    if (error instanceof TooManyLanesError) return 'too-long'
    throw error
  }
  if (target === database) setTimelineDerived(database)
  return 'derived'
}

interface Parts {
  readonly target: Database
  readonly index: SendIndex
  readonly lost: LostSends
  readonly marks: MessageMarks
}

/** An event that received what was sent by one that has no number yet. */
interface Unresolved {
  readonly event: number
  readonly from: string
  readonly id: number
}

class Derivation {
  readonly #parts: Parts
  readonly #rows: TimelineWriter
  readonly #columns = new TimelineColumnsBuilder()
  readonly #incarnations = new Map<string, number>()
  readonly #unresolved: Unresolved[] = []
  /** Terms of which a node was reported to lead. */
  readonly #led = new Set<string>()
  #atUs = 0

  constructor(parts: Parts) {
    this.#parts = parts
    this.#clear()
    this.#rows = new TimelineWriter(parts.target)
  }

  /** Yields after each slice, once it is committed, how many entries were taken. */
  *write(entries: Iterable<JournalEntry>): Generator<number> {
    const { index, lost, target } = this.#parts
    let taken = 0
    target.exec('BEGIN')
    for (const entry of entries) {
      this.#atUs = Math.max(this.#atUs, entry.atUs)
      if (entry.kind === 'boot') this.#boot(entry)
      else this.#step(entry)
      if (++taken % SLICE_ENTRIES !== 0) continue
      target.exec('COMMIT')
      yield taken
      target.exec('BEGIN')
    }
    for (const { event, from, id } of this.#unresolved) {
      this.#columns.setCause(event, index.eventOf(from, id))
    }
    writeTimelineColumns(target, this.#columns.finish(lost.trouble))
    target.exec('COMMIT')
  }

  discard(): void {
    if (this.#parts.target.inTransaction) this.#parts.target.exec('ROLLBACK')
    this.#clear()
  }

  #clear(): void {
    const { target } = this.#parts
    target.transaction(() => target.exec('DELETE FROM timeline_column; DELETE FROM event;'))()
  }

  #boot(entry: BootEntry): void {
    const { machine, incarnation } = entry
    this.#parts.lost.replay(entry, [])
    this.#incarnations.set(machine, incarnation)
    const summary = `life ${incarnation} of ${machine}`
    this.#add({ ...NOTHING, ...this.#where(machine), kind: 'boot', summary }, { term: 0, flags: 0 })
  }

  #step(entry: StepEntry): void {
    const { index } = this.#parts
    const { machine, cause, lamport, hybrid, firstSend } = entry
    const base = { ...NOTHING, ...this.#where(machine), lamport, hybrid }
    const sends = index.sendsOf(entry)
    const row: TimelineEvent = {
      ...base,
      ...causeOf(entry, index),
      kind: entry.input.kind,
      type: typeOf(entry),
      firstSend: sends > 0 ? firstSend : null,
      sends,
      summary: summaryOf(entry),
    }
    const term = termOfStep(entry)
    if (cause === undefined) index.number(machine, this.#add(row, { term, flags: 0 }))
    else {
      const flags = this.#parts.marks.received(cause.from, machine, cause.id)
      const sender = index.eventOf(cause.from, cause.id)
      const event = this.#add(row, { term, flags, cause: sender })
      if (sender === 0) this.#unresolved.push({ event, ...cause })
      index.number(machine, event)
    }
    this.#elect(entry)
    const lostIds = index.lostOf(entry)
    const found = this.#parts.lost.replay(entry, lostIds)
    for (const id of lostIds) this.#lost(base, id, found.get(id))
  }

  #lost(
    base: Omit<TimelineEvent, 'kind' | 'summary'>,
    messageId: number,
    found: LostSend | undefined,
  ): void {
    const { marks } = this.#parts
    const { machine } = base
    if (found === undefined) {
      const summary = `${machine} sent what nobody received`
      this.#add({ ...base, kind: 'lost', messageId, summary }, { term: 0, flags: 0 })
      return
    }
    const { to, type, term } = found
    const flags = marks.lost(machine, to, this.#atUs)
    const summary = `${type} to ${to} was lost`.slice(0, SUMMARY_LENGTH_MAX)
    this.#add({ ...base, kind: 'lost', type, peer: to, messageId, summary }, { term, flags })
  }

  #elect({ machine, reports }: StepEntry): void {
    for (const report of reports) {
      if (report.type !== 'role' || (report as { role?: unknown }).role !== 'leader') continue
      const term = termOf(report)
      const key = `${machine} ${term}`
      if (this.#led.has(key)) continue
      this.#led.add(key)
      this.#columns.addElection(this.#atUs, machine, term)
    }
  }

  #where(machine: string): Pick<TimelineEvent, 'atUs' | 'machine' | 'incarnation'> {
    return { atUs: this.#atUs, machine, incarnation: this.#incarnations.get(machine) ?? 0 }
  }

  #add(
    row: TimelineEvent,
    { cause = 0, ...told }: { readonly term: number; readonly flags: number; cause?: number },
  ): number {
    this.#rows.add(row)
    return this.#columns.add({ ...row, ...told, cause })
  }
}

const NOTHING = {
  type: null,
  peer: null,
  messageId: null,
  sentAtUs: null,
  firstSend: null,
  sends: 0,
  lamport: 0,
  hybrid: { wallMs: 0, counter: 0 },
} as const

function causeOf(
  entry: StepEntry,
  index: SendIndex,
): Pick<TimelineEvent, 'peer' | 'messageId' | 'sentAtUs'> {
  const { cause, input } = entry
  if (cause !== undefined) {
    const sentAtUs = index.sentAtUs(cause.from, cause.id)
    return { peer: cause.from, messageId: cause.id, sentAtUs }
  }
  const peer = input.kind === 'disconnected' ? input.peer : null
  return { peer, messageId: null, sentAtUs: null }
}

function typeOf({ input }: StepEntry): string | null {
  switch (input.kind) {
    case 'message':
      return input.body.type
    case 'timer':
      return input.name
    case 'request':
      return input.request.operation.f
    case 'command':
      return input.command.type
    default:
      return null
  }
}
