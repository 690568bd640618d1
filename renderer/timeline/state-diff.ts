/**
 * What is different in a machine's state after an event: its fields, and the entries of its log.
 * Reads what systems show and trusts none of it. Pure.
 */
import { counted } from '../components/figures.ts'
import type { LogEntryState, MachineState } from '../../electron/ipc/shapes/timeline.ts'

export interface FieldChange {
  /** `term`, `peers n2 match`. */
  readonly name: string
  /** As texts; null where there was no such field, or is none any more. */
  readonly before: string | null
  readonly after: string | null
}

export interface StateDiff {
  readonly fields: readonly FieldChange[]
  /** Entries of the log that are there now and were not, oldest first. */
  readonly added: readonly LogEntryState[]
  /** Entries that are gone from the end of the log, or were overwritten. */
  readonly removed: readonly LogEntryState[]
  /** The machine had no state before: a life begins. */
  readonly begins: boolean
}

/** Changed fields that are told; a run may be anybody's. */
export const FIELDS_MAX = 40
/** Read aloud, more is too much. */
const WORDS_FIELDS_MAX = 4
const DEPTH_MAX = 4
const TEXT_LENGTH_MAX = 80

export function stateDiff(before: MachineState, after: MachineState): StateDiff {
  const fields: FieldChange[] = []
  const begins = before.inspection === null
  collect(fields, [], before.inspection ?? {}, after.inspection ?? {})
  return { fields, begins, ...logDiff(before.log ?? [], after.log ?? []) }
}

export function isUnchanged({ fields, added, removed }: StateDiff): boolean {
  return fields.length === 0 && added.length === 0 && removed.length === 0
}

/** For who does not see the table: `role to candidate, term to 3, 1 entry added`. */
export function diffWords(diff: StateDiff): string {
  if (isUnchanged(diff)) return 'nothing of the state changed'
  const told = diff.fields
    .slice(0, WORDS_FIELDS_MAX)
    .map(({ name, after }) => `${name} to ${after ?? 'nothing'}`)
  const more = diff.fields.length - told.length
  return [
    ...told,
    ...(more > 0 ? [`${counted(more, 'other field')}`] : []),
    ...(diff.added.length > 0 ? [`${counted(diff.added.length, 'entry', 'entries')} added`] : []),
    ...(diff.removed.length > 0
      ? [`${counted(diff.removed.length, 'entry', 'entries')} removed`]
      : []),
  ].join(', ')
}

type Fields = { readonly [name: string]: unknown }

function collect(found: FieldChange[], path: readonly string[], left: Fields, right: Fields): void {
  const names = new Set([...Object.keys(left), ...Object.keys(right)])
  for (const name of names) {
    if (found.length >= FIELDS_MAX) return
    const [before, after] = [left[name], right[name]]
    const inner = [...path, name]
    if (isFields(before ?? {}) && isFields(after ?? {}) && inner.length < DEPTH_MAX) {
      if (before === undefined && after === undefined) continue
      collect(found, inner, (before ?? {}) as Fields, (after ?? {}) as Fields)
    } else if (!sameText(before, after)) {
      found.push({ name: inner.join(' '), before: textOf(before), after: textOf(after) })
    }
  }
}

function isFields(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

function sameText(left: unknown, right: unknown): boolean {
  return Object.is(left, right) || JSON.stringify(left) === JSON.stringify(right)
}

function textOf(value: unknown): string | null {
  if (value === undefined) return null
  const text =
    value === null || (Array.isArray(value) && value.length === 0)
      ? 'none'
      : Array.isArray(value) && value.every((item) => typeof item !== 'object')
        ? value.join(', ')
        : typeof value === 'object'
          ? JSON.stringify(value)
          : String(value)
  return text.length <= TEXT_LENGTH_MAX ? text : `${text.slice(0, TEXT_LENGTH_MAX)}…`
}

/** Only the newest entries are known, so what left at the old end is not taken for removed. */
function logDiff(before: readonly LogEntryState[], after: readonly LogEntryState[]) {
  const was = new Map(before.map((entry) => [entry.index, entry]))
  const is = new Map(after.map((entry) => [entry.index, entry]))
  const firstKnown = before[0]?.index ?? 0
  const firstLeft = after[0]?.index ?? 0
  return {
    added: after.filter(
      (entry) => entry.index >= firstKnown && !sameEntry(was.get(entry.index), entry),
    ),
    removed: before.filter(
      (entry) => entry.index >= firstLeft && !sameEntry(is.get(entry.index), entry),
    ),
  }
}

function sameEntry(one: LogEntryState | undefined, other: LogEntryState): boolean {
  return one !== undefined && one.term === other.term && one.text === other.text
}
