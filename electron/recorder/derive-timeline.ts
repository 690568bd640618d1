/**
 * Makes the rows of the timeline from the journals of a run: one for each step, in order of
 * time over all processes, and one for each send that no journal shows received (`lost`). Who
 * sent a message, and when, comes from the numbers that the runtime gives to sends.
 *
 * A lost send knows its number and its moment, but neither receiver nor content: the journal
 * keeps inputs only, and those are found by replaying the sender. Vector clocks are not kept
 * either; they follow from the rows (`core/clocks/`).
 */
import type { Database } from 'better-sqlite3'
import type { JournalEntry, StepEntry } from '../../core/runtime/journal.ts'
import { mergeByTime, readEntries } from './read-entries.ts'
import { readProcesses } from './queries/journal.ts'
import { setTimelineDerived } from './queries/run.ts'
import { TimelineWriter } from './queries/timeline.ts'
import type { TimelineEvent } from './queries/timeline.ts'
import { SendIndex } from './send-index.ts'
import { summaryOf } from './step-summary.ts'

/** Runs with more entries get their timeline when somebody first asks for it. */
export const TIMELINE_ENTRIES_AT_SEAL_MAX = 1_000_000

/** Does nothing where the timeline is there or the run is longer than `entriesMax`. */
export function deriveTimeline(
  database: Database,
  entriesMax = TIMELINE_ENTRIES_AT_SEAL_MAX,
): 'derived' | 'too-long' {
  const processes = readProcesses(database)
  const entries = processes.reduce((sum, process) => sum + process.entries, 0)
  if (entries > entriesMax) return 'too-long'
  const index = new SendIndex()
  for (const { name } of processes) {
    for (const entry of readEntries(database, name)) index.add(entry)
  }
  database.transaction(() => {
    database.prepare('DELETE FROM event').run()
    const writer = new TimelineWriter(database)
    const streams = processes.map(({ name }) => readEntries(database, name))
    const incarnations = new Map<string, number>()
    for (const entry of mergeByTime(streams)) {
      if (entry.kind === 'boot') incarnations.set(entry.machine, entry.incarnation)
      for (const event of eventsOf(entry, incarnations.get(entry.machine) ?? 0, index)) {
        writer.add(event)
      }
    }
    setTimelineDerived(database)
  })()
  return 'derived'
}

function eventsOf(entry: JournalEntry, incarnation: number, index: SendIndex): TimelineEvent[] {
  const base = { ...NOTHING, atUs: entry.atUs, machine: entry.machine, incarnation }
  if (entry.kind === 'boot') {
    const summary = `life ${entry.incarnation} of ${entry.machine}`
    return [{ ...base, kind: 'boot', summary }]
  }
  const { lamport, hybrid, firstSend } = entry
  const sends = index.sendsOf(entry)
  const step: TimelineEvent = {
    ...base,
    ...causeOf(entry, index),
    kind: entry.input.kind,
    type: typeOf(entry),
    firstSend: sends > 0 ? firstSend : null,
    sends,
    lamport,
    hybrid,
    summary: summaryOf(entry),
  }
  const lost = index.lostOf(entry).map((messageId): TimelineEvent => {
    const summary = `${entry.machine} sent what nobody received`
    return { ...base, kind: 'lost', messageId, lamport, hybrid, summary }
  })
  return [step, ...lost]
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
