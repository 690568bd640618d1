/**
 * What the timeline says at once of a run: lanes, faults, elections, violations, notes, phases.
 * Everything comes from a file that may be a stranger's, so lists and texts are cut to a bound.
 */
import type { CheckResult } from '../../../core/checkers/checker.ts'
import type { Action } from '../../../core/faults/action.ts'
import type { FaultBand, TimelineHead, Violation } from '../../ipc/shapes/timeline.ts'
import type { FaultRow } from '../../recorder/queries/faults.ts'
import { countOperations } from '../../recorder/queries/history.ts'
import { readLog } from '../../recorder/queries/log.ts'
import { readNotes } from '../../recorder/queries/notes.ts'
import { readBoots } from '../../recorder/queries/timeline.ts'
import { readVerdict } from '../../recorder/queries/verdict.ts'
import { TIMELINE_KINDS } from '../../recorder/timeline-columns.ts'
import { isVerdictDocument } from '../../library/shapes.ts'
import { lanesOf } from './lives.ts'
import type { OpenedTimeline } from './open-timeline.ts'
import { witnessKey } from './operations.ts'
import { listOf, readSoundFaults } from './sound-faults.ts'

const LINKS_MAX = 10_000
const MARKS_MAX = 10_000
const NOTES_MAX = 10_000
const TEXT_LENGTH_MAX = 1_000
const NOTE_LENGTH_MAX = 10_000
const US_PER_MS = 1_000
const NS_PER_US = 1_000

/** Throws what SQLite and JSON throw. */
export function readHead(run: string, opened: OpenedTimeline): TimelineHead {
  const { columns } = opened
  const { database } = opened.file
  const faults = readSoundFaults(database)
  const phases = readLog(database).filter(({ kind }) => kind === 'phase')
  const lastUs = columns.atUs.at(-1) ?? 0
  const durationUs = Math.max(1, Math.ceil(lastUs) + 1)
  const beganMs = phases.find(({ text }) => text === 'drill')?.atMs ?? 0
  return {
    run,
    durationUs,
    workloadFromUs: clamp(beganMs * US_PER_MS, durationUs),
    events: columns.atUs.length,
    operations: countOperations(database).invoke,
    lanes: lanesOf(columns, faults, readBoots(opened.rows)),
    kinds: TIMELINE_KINDS,
    types: columns.types,
    faults: faults.flatMap((fault) => bandOf(fault, columns.lanes, durationUs)),
    elections: columns.elections.slice(0, MARKS_MAX),
    violations: violationsOf(checksOf(opened)),
    notes: readNotes(database)
      .slice(0, NOTES_MAX)
      .map((note) => ({ ...note, text: note.text.slice(0, NOTE_LENGTH_MAX) })),
    phases: phases.slice(0, MARKS_MAX).map(({ atMs, text }) => ({
      atUs: clamp(atMs * US_PER_MS, durationUs),
      phase: text.slice(0, TEXT_LENGTH_MAX),
    })),
    replayTrouble: columns.replayTrouble,
  }
}

/** None in a run that was not judged, or whose verdict makes no sense. */
function checksOf({ file }: OpenedTimeline): readonly CheckResult[] {
  const document: unknown = readVerdict(file.database)
  if (!isVerdictDocument(document)) return []
  return (document as { readonly checks: readonly CheckResult[] }).checks
}

/** Invocations that are part of a witness. */
export function violatingOperations(opened: OpenedTimeline): ReadonlySet<string> {
  const events = checksOf(opened).flatMap(({ witness }) => listOf(witness?.events))
  return new Set(events.filter(({ type }) => type === 'invoke').map(witnessKey))
}

/** The last thing that a witness names is what could not be explained. */
function violationsOf(checks: readonly CheckResult[]): readonly Violation[] {
  return checks.flatMap(({ name, verdict, witness }): Violation[] => {
    if (verdict !== 'invalid' || witness === undefined) return []
    const times = [
      ...listOf(witness.events).map(({ time }) => time / NS_PER_US),
      ...listOf(witness.reports).map(({ atUs }) => atUs),
    ].filter((atUs) => Number.isFinite(atUs) && atUs >= 0)
    if (times.length === 0) return []
    const atUs = times.reduce((latest, time) => Math.max(latest, time))
    return [{ atUs, check: name, sentence: witness.sentence.slice(0, TEXT_LENGTH_MAX) }]
  })
}

/** A fault that was planned and never applied has no band. */
function bandOf(fault: FaultRow, lanes: readonly string[], durationUs: number): FaultBand[] {
  const { id, kind, target, apply, appliedAtMs, undoneAtMs, effect } = fault
  if (appliedAtMs === null) return []
  const fromUs = clamp(appliedAtMs * US_PER_MS, durationUs)
  const toUs = undoneAtMs === null ? durationUs : clamp(undoneAtMs * US_PER_MS, durationUs)
  const laneOf = (name: unknown): number => lanes.indexOf(name as string)
  const struck = new Set(apply.map((action) => ('node' in action ? laneOf(action.node) : -1)))
  struck.delete(-1)
  return [
    {
      id: id.slice(0, TEXT_LENGTH_MAX),
      kind: kind.slice(0, TEXT_LENGTH_MAX),
      target: target.slice(0, TEXT_LENGTH_MAX),
      fromUs,
      toUs: Math.max(fromUs, toUs),
      proven: effect?.proven ?? false,
      effect: (effect?.sentence ?? '').slice(0, TEXT_LENGTH_MAX),
      lanes: [...struck].sort((left, right) => left - right),
      links: apply.slice(0, LINKS_MAX).flatMap((action) => linkOf(action, laneOf)),
    },
  ]
}

function linkOf(action: Action, laneOf: (name: unknown) => number): FaultBand['links'][number][] {
  if (action.kind !== 'link') return []
  const [from, to] = [laneOf(action.from), laneOf(action.to)]
  const rule: unknown = (action.rule as { readonly type?: unknown } | undefined)?.type
  if (from < 0 || to < 0 || typeof rule !== 'string') return []
  return [{ from, to, rule: rule.slice(0, TEXT_LENGTH_MAX) }]
}

function clamp(us: number, durationUs: number): number {
  return Number.isFinite(us) ? Math.min(Math.max(0, us), durationUs) : 0
}
