/**
 * The drill of a fork: up to its moment what the parent did, from there on what is asked for.
 * Everything that the parent drew or found is pinned, so that its past is repeated to the bit.
 */
import type { Drill, FaultChoice, ScheduleEntry } from '../../drills/drill.ts'
import { inOrderOfTime } from '../../drills/random-schedule.ts'
import { recordedSchedule } from '../../drills/recorded-schedule.ts'
import type { FaultRecord } from '../../drills/standing-faults.ts'
import { withSchedule } from '../../drills/with-schedule.ts'

/** What the fork does otherwise than its parent. */
export interface ForkChanges {
  /** Faults of the parent to leave out: their ids or kinds, or `all`. */
  readonly without: readonly string[]
  /** Faults to apply at the moment of the fork. */
  readonly with: readonly FaultChoice[]
}

export interface ForkOrder extends ForkChanges {
  /** Since the workload began, ms. */
  readonly atMs: number
}

const HYPOTHESIS = 'Whatever is changed from the fork on: the checks and the recovery alone decide.'

/** `records` are all the faults of the parent. */
export function forkedDrill(
  drill: Drill,
  records: readonly FaultRecord[],
  order: ForkOrder,
): Drill {
  const kept = records.flatMap((record) => followed(record, order))
  const added = order.with.map((fault): ScheduleEntry => ({ atMs: order.atMs, fault }))
  const schedule = [...recordedSchedule(kept), ...added, ...undosFor(drill, order)]
  return foretellNothing(withSchedule(drill, inOrderOfTime(schedule)), order)
}

/** Whether one of `names` means the fault. */
export function isLeftOut(
  { id, kind }: { readonly id: string; readonly kind: string },
  names: readonly string[],
): boolean {
  return names.some((name) => name === id || name === kind || name === 'all')
}

/** Whether the fork may still have it otherwise: it stands at that moment, or is to come. */
export function isOpenAt({ undoneAtMs }: { readonly undoneAtMs: number | null }, atMs: number) {
  return undoneAtMs === null || undoneAtMs > atMs
}

/** The expectations of the author speak of the author's faults. */
export function foretellNothing(drill: Drill, changes: ForkChanges): Drill {
  if (changes.without.length === 0 && changes.with.length === 0) return drill
  return { ...drill, hypothesis: HYPOTHESIS, expect: [] }
}

/** The fault as the fork has it: as it was, cut short, or not at all. */
function followed(record: FaultRecord, { atMs, without }: ForkOrder): readonly FaultRecord[] {
  if (!isLeftOut(record, without) || !isOpenAt(record, atMs)) return [record]
  if (record.atMs >= atMs) return []
  return [{ ...record, undoneAtMs: atMs, endsAtMs: null }]
}

/** What the drill undoes altogether later on ends an added fault too. */
function undosFor({ schedule }: Drill, order: ForkOrder): readonly ScheduleEntry[] {
  if (order.with.length === 0) return []
  return schedule.filter(
    (entry) => 'undo' in entry && entry.undo === 'all' && entry.atMs > order.atMs,
  )
}
