/** Everything that the record tells of one event; its effects only a replay tells. */
import type { Database } from 'better-sqlite3'
import type { JournalEntry } from '../../../core/runtime/journal.ts'
import type { Cone, EventDetail } from '../../ipc/shapes/timeline.ts'
import { refuse } from '../../ipc/envelope.ts'
import { JournalReader } from '../../journal/format.ts'
import { readChunksAt, readProcessesOf } from '../../recorder/queries/journal.ts'
import { readEvent, type TimelineEvent } from '../../recorder/queries/timeline.ts'
import { KIND_CODES, type TimelineColumns } from '../../recorder/timeline-columns.ts'
import { firstAtLeast } from './bounds.ts'
import { frontsOf, pathTo, stepsUpTo } from './cone.ts'
import type { Passed } from './filter.ts'
import type { EventPlace } from './messages.ts'
import type { OpenedTimeline } from './open-timeline.ts'
import { plainData } from './plain-data.ts'
import { hitOf } from './search.ts'

const CAUSED_MAX = 64
/** Chunks that are looked through for one entry. */
const CHUNKS_MAX = 8

/** Throws a `CallError` where the run has no such event. `all` is what no filter hides. */
export function readDetail(opened: OpenedTimeline, all: Passed, event: number): EventDetail {
  const { columns } = opened
  const row = readEvent(opened.rows, event)
  const at = event - 1
  if (row === undefined || at >= columns.atUs.length) throw noSuchEvent(event)
  const { past, future } = frontsOf(columns, at)
  const cause = (columns.cause[at] as number) - 1
  const entry = findEntry(opened.file.database, row)
  return {
    ...hitOf(opened, at),
    kind: row.kind,
    type: columns.types[columns.type[at] as number] || null,
    peer: row.peer,
    incarnation: row.incarnation,
    localMs: entry?.kind === 'step' ? entry.now : null,
    lamport: row.lamport,
    hybrid: row.hybrid,
    vector: vectorOf(opened, all, past, columns.lane[at] as number),
    concurrent: countConcurrent(all, past, future),
    cause: cause < 0 ? null : hitOf(opened, cause),
    caused: causedBy(columns.cause, event).map((position) => hitOf(opened, position)),
    input: entry === null ? null : plainData(inputOf(entry)),
    reports: entry?.kind === 'step' ? entry.reports.map(plainData) : [],
  }
}

/** Throws a `CallError` where the run has no such event. */
export function readPlace({ rows, columns }: OpenedTimeline, event: number): EventPlace {
  const row = readEvent(rows, event)
  if (row === undefined || event > columns.atUs.length) throw noSuchEvent(event)
  const { machine, incarnation, atUs, lamport, kind } = row
  return { machine, incarnation, atUs, lamport, kind, stepsThen: stepsThen(columns, event - 1) }
}

function stepsThen({ atUs, lane, kind }: TimelineColumns, at: number): number {
  const us = atUs[at] as number
  let steps = 0
  for (let near = firstAtLeast(atUs, us); atUs[near] === us; near++) {
    if (lane[near] === lane[at] && kind[near] !== KIND_CODES.lost) steps++
  }
  return steps
}

/** Throws a `CallError` where the run has no such event. */
export function readCone(opened: OpenedTimeline, event: number): Cone {
  const { columns } = opened
  if (event > columns.atUs.length) throw noSuchEvent(event)
  const { past, future } = frontsOf(columns, event - 1)
  const timeOf = (position: number): number =>
    position < 0 ? Number.NaN : (columns.atUs[position] as number)
  return {
    event,
    past: Float64Array.from(past, timeOf),
    future: Float64Array.from(future, timeOf),
    path: pathTo(columns, event - 1).map((position) => hitOf(opened, position)),
  }
}

function noSuchEvent(event: number): Error {
  return refuse(`the run has no event ${event}`, 'not-found')
}

/** How many steps of each machine are in the past of the event; its own first. */
function vectorOf(
  { columns }: OpenedTimeline,
  all: Passed,
  past: Int32Array,
  own: number,
): EventDetail['vector'] {
  const order = [own, ...columns.lanes.map((_, lane) => lane).filter((lane) => lane !== own)]
  return order
    .map((lane) => ({
      machine: columns.lanes[lane] as string,
      events: stepsUpTo(columns, all.lanes[lane] as Uint32Array, past[lane] as number),
    }))
    .filter(({ events }, place) => place === 0 || events > 0)
}

/** Events of any kind that are neither in the past nor in the future. */
function countConcurrent({ lanes }: Passed, past: Int32Array, future: Int32Array): number {
  let concurrent = 0
  for (const [lane, positions] of lanes.entries()) {
    const last = past[lane] as number
    const first = future[lane] as number
    for (const at of positions) if (at > last && (first < 0 || at < first)) concurrent++
  }
  return concurrent
}

function causedBy(cause: Uint32Array, event: number): readonly number[] {
  const caused: number[] = []
  for (let at = 0; at < cause.length && caused.length < CAUSED_MAX; at++) {
    if (cause[at] === event) caused.push(at)
  }
  return caused
}

function inputOf(entry: JournalEntry): unknown {
  return entry.kind === 'step' ? entry.input : { kind: 'boot', spec: entry.spec, seed: entry.seed }
}

/** The entry of the journal from which the event was made; null for what has none. */
function findEntry(database: Database, row: TimelineEvent): JournalEntry | null {
  if (row.kind === 'lost') return null
  const { machine, atUs } = row
  for (const process of readProcessesOf(database, machine)) {
    for (const { bytes } of readChunksAt(database, { process, atUs, limit: CHUNKS_MAX })) {
      const found = new JournalReader().push(bytes).find((entry) => isEntryOf(entry, row))
      if (found !== undefined) return found
    }
  }
  return null
}

function isEntryOf(entry: JournalEntry, row: TimelineEvent): boolean {
  if (entry.machine !== row.machine || entry.atUs !== row.atUs) return false
  if (entry.kind === 'boot') return row.kind === 'boot'
  return entry.lamport === row.lamport && entry.input.kind === row.kind
}
