/**
 * What a run file tells of the past of a run that cannot be repeated from its seed: the journals,
 * and what is known of its faults. What comes after the moment is the drill's own schedule.
 */
import type { Database } from 'better-sqlite3'
import { Prng } from '../../../core/base/prng.ts'
import type { Drill, ScheduleEntry } from '../../../core/drills/drill.ts'
import { randomSchedule } from '../../../core/drills/random-schedule.ts'
import { PATIENCE_MS, type FaultRecord } from '../../../core/drills/standing-faults.ts'
import { withSchedule } from '../../../core/drills/with-schedule.ts'
import {
  foretellNothing,
  isLeftOut,
  isOpenAt,
  type ForkOrder,
} from '../../../core/simulation/fork/forked-drill.ts'
import type { RecordedPast } from '../../../core/simulation/fork/recorded-past.ts'
import type { Note } from '../../../core/simulation/run-drill.ts'
import type { RunHeader } from '../../recorder/contract.ts'
import { readFaults, type FaultRow } from '../../recorder/queries/faults.ts'
import { readProcesses } from '../../recorder/queries/journal.ts'
import { readLog } from '../../recorder/queries/log.ts'
import { mergeByTime, readEntries } from '../../recorder/read-entries.ts'
import { whyNotWithout } from './fork-changes.ts'

export type ReadParent =
  | {
      readonly kind: 'read'
      /** With only what comes after the moment. */
      readonly drill: Drill
      readonly past: RecordedPast
      /** All faults of the parent. */
      readonly faults: readonly FaultRecord[]
      readonly approximations: readonly string[]
    }
  | { readonly kind: 'refused'; readonly reason: string }

const REBUILT = 'rebuilt from journals: of what was under way, only what the parent received later'
const RANDOM = 'the network and the disks draw from here on what the simulator draws'

export function readParent(database: Database, header: RunHeader, order: ForkOrder): ReadParent {
  const log = readLog(database)
  const began = log.find(({ kind, text }) => kind === 'phase' && text === 'drill')
  if (began === undefined) return { kind: 'refused', reason: 'its workload never began' }
  const startedMs = began.atMs
  const faults = readFaults(database).flatMap((row) => recordOf(row, startedMs))
  const planned = plannedFaults(header, faults)
  const reason = whyNotWithout([...faults, ...planned], order)
  if (reason !== null) return { kind: 'refused', reason }
  const before = faults.filter(({ atMs }) => atMs < order.atMs)
  const leftOut = before.filter((fault) => isCut(fault, order))
  const past: RecordedPast = {
    entries: mergeByTime(readProcesses(database).map(({ name }) => readEntries(database, name))),
    atMs: startedMs + order.atMs,
    startedMs,
    faults: before.map((fault) => asItStands(fault, order)),
    leftOut,
    evidence: evidenceOf(database, before),
    notes: log.filter((line) => isNote(line) && line.atMs <= startedMs + order.atMs) as Note[],
  }
  const schedule = futureOf(header, faults, order)
  const drill = foretellNothing(withSchedule(header.drill, schedule), order)
  return { kind: 'read', drill, past, faults, approximations: [REBUILT, RANDOM] }
}

/** None of one that was planned and never applied. */
function recordOf(row: FaultRow, startedMs: number): FaultRecord[] {
  const { id, kind, target, parameters, apply, undo, appliedAtMs, undoneAtMs } = row
  if (appliedAtMs === null) return []
  const undone = undoneAtMs === null ? null : Math.round(undoneAtMs - startedMs)
  return [
    {
      id,
      kind,
      target,
      parameters,
      plan: { apply, undo, target },
      atMs: Math.round(appliedAtMs - startedMs),
      byHand: false,
      undoneAtMs: undone,
      endsAtMs: undone,
      choice: { kind, parameters, name: id },
    },
  ]
}

function isCut(fault: FaultRecord, order: ForkOrder): boolean {
  return isOpenAt(fault, order.atMs) && isLeftOut(fault, order.without)
}

/** As it is at the moment: over, cut short there, or standing until it was undone. */
function asItStands(fault: FaultRecord, order: ForkOrder): FaultRecord {
  if (isCut(fault, order)) return { ...fault, undoneAtMs: order.atMs, endsAtMs: null }
  return isOpenAt(fault, order.atMs) ? { ...fault, undoneAtMs: null } : fault
}

function evidenceOf(database: Database, before: readonly FaultRecord[]): RecordedPast['evidence'] {
  const known = new Set(before.map(({ id }) => id))
  const rows = readFaults(database).filter(({ id, evidence }) => known.has(id) && evidence !== null)
  return Object.fromEntries(rows.map(({ id, evidence }) => [id, evidence ?? {}]))
}

const NOTES: readonly string[] = [
  'network',
  'phase',
  'warning',
  'abort',
  'trouble',
] satisfies Note['kind'][]

function isNote({ kind }: { readonly kind: string }): boolean {
  return NOTES.includes(kind)
}

/** Everything that the drill meant to do, with what its seed drew. */
function scheduleOf({ drill, seed }: RunHeader): readonly ScheduleEntry[] {
  if (drill.random === undefined) return drill.schedule
  const drawn = randomSchedule(drill.random, new Prng(`${seed}/random-schedule`))
  return [...drill.schedule, ...drawn]
}

/** Faults that the drill meant and the parent never came to. */
function plannedFaults(header: RunHeader, faults: readonly FaultRecord[]) {
  return scheduleOf(header).flatMap((entry) => {
    if (!('fault' in entry) || faultOf(entry, faults) !== null) return []
    const { kind } = entry.fault
    return [{ id: kind, kind, target: '', atMs: entry.atMs, undoneAtMs: null }]
  })
}

/** What became of an entry of the schedule; a fault may have waited for its target. */
function faultOf(entry: ScheduleEntry, faults: readonly FaultRecord[]): FaultRecord | null {
  if (!('fault' in entry)) return null
  const became = faults.find(
    ({ kind, atMs }) =>
      kind === entry.fault.kind && atMs >= entry.atMs && atMs <= entry.atMs + PATIENCE_MS + 100,
  )
  return became ?? null
}

function futureOf(
  header: RunHeader,
  faults: readonly FaultRecord[],
  order: ForkOrder,
): readonly ScheduleEntry[] {
  const kept = scheduleOf(header).filter((entry) => {
    if (!('fault' in entry)) return entry.atMs > order.atMs
    const became = faultOf(entry, faults)
    if ((became?.atMs ?? entry.atMs) < order.atMs) return false
    const { kind } = entry.fault
    return !isLeftOut({ id: became?.id ?? kind, kind }, order.without)
  })
  return [...order.with.map((fault) => ({ atMs: order.atMs, fault })), ...kept]
}
