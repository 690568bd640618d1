/** What a run looked like over its time: operations in slots, elections, faults, phases. */
import type { Database } from 'better-sqlite3'
import type { RunSeries } from '../ipc/shapes/runs.ts'
import { boundedText, SHOWN_ITEMS_MAX } from './bounded.ts'
import { readCompletedOperations } from './completed-operations.ts'
import { readRunFaults } from './run-faults.ts'
import { slotOperations } from './slots.ts'
import { readPhases, readWorkloadSpan } from './workload-span.ts'

const NS_PER_MS = 1e6
const US_PER_MS = 1e3
/** Shorter slots tell nothing. */
const SLOT_LEAST_MS = 1

/** At most `bins` slots over the whole workload. */
export function readSeries(database: Database, bins: number): RunSeries {
  const { beganMs, endedMs } = readWorkloadSpan(database)
  const lengthMs = Math.max(SLOT_LEAST_MS, endedMs - beganMs)
  const slots = Math.max(1, Math.min(bins, Math.floor(lengthMs / SLOT_LEAST_MS)))
  const slotMs = lengthMs / slots
  const range = { fromNs: beganMs * NS_PER_MS, slotNs: slotMs * NS_PER_MS, slots }
  return {
    fromMs: 0,
    slotMs,
    ...slotOperations(readCompletedOperations(database), range),
    elections: readElections(database, beganMs),
    faults: readRunFaults(database, { originMs: beganMs, endMs: endedMs }),
    phases: readPhases(database).map(({ atMs, phase }) => ({
      atMs: atMs - beganMs,
      phase: boundedText(phase, 64),
    })),
  }
}

interface RawRole {
  readonly atUs: number
  readonly node: string
  readonly body: string
}

/**
 * Elections as nodes report them: one became leader of a term. Two nodes that claim the same term
 * are both there. A system without leaders reports no roles.
 */
function readElections(database: Database, beganMs: number): RunSeries['elections'] {
  const rows = database
    .prepare(
      `SELECT at_us AS atUs, machine AS node, body FROM report
       WHERE type = 'role' AND role = 'node' AND octet_length(body) < 1024 ORDER BY at_us, id`,
    )
    .iterate() as IterableIterator<RawRole>
  const elections: { atMs: number; node: string; term: number }[] = []
  for (const { atUs, node, body } of rows) {
    const told = JSON.parse(body) as { readonly role?: unknown; readonly term?: unknown } | null
    const { role, term } = told ?? {}
    if (role !== 'leader' || !Number.isSafeInteger(term)) continue
    const atMs = atUs / US_PER_MS - beganMs
    elections.push({ atMs, node: boundedText(node, 64), term: term as number })
    if (elections.length === SHOWN_ITEMS_MAX) break
  }
  return elections
}
