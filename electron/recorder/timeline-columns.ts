/**
 * The timeline as columns: typed arrays of equal length, one place for each event, in the order of
 * time; the event at place `i` has the number `i + 1` in the table `event`. A run of a million
 * events is read from them in a moment, which its rows would not allow.
 *
 * Names of lanes and types stand in lists, and the columns hold their places there.
 */
import type { TimelineKind } from './queries/timeline.ts'

export const TIMELINE_KINDS: readonly TimelineKind[] = [
  'boot',
  'start',
  'message',
  'timer',
  'request',
  'stored',
  'command',
  'disconnected',
  'lost',
]

export const KIND_CODES: { readonly [kind in TimelineKind]: number } = Object.fromEntries(
  TIMELINE_KINDS.map((kind, code) => [kind, code]),
) as { [kind in TimelineKind]: number }

/** More machines than this have no timeline: a column could not name them all. */
export const LANES_MAX = 2_000
/** What comes after that many names of types shares the last one. */
export const TYPES_MAX = 1_000
export const TYPE_LENGTH_MAX = 64
/** Longer ones are no names of machines. */
export const LANE_LENGTH_MAX = 64

export interface Election {
  readonly atUs: number
  readonly lane: number
  readonly term: number
}

export interface TimelineColumns {
  /** Nodes, then clients. */
  readonly lanes: readonly string[]
  /** The first is empty: no type. */
  readonly types: readonly string[]
  readonly elections: readonly Election[]
  /** Why replay does not tell everything; null where it does, as far as it was needed. */
  readonly replayTrouble: string | null
  /** Never falls. */
  readonly atUs: Float64Array
  readonly lane: Uint16Array
  readonly kind: Uint8Array
  readonly type: Uint16Array
  /** Lane of the sender of what was received, of the receiver of what was lost; -1 for none. */
  readonly peer: Int16Array
  /** NaN where it is not known. */
  readonly sentAtUs: Float64Array
  /** 0 for none. */
  readonly term: Uint32Array
  readonly flags: Uint8Array
  /** Number of the event that sent what was received here; 0 for none. */
  readonly cause: Uint32Array
}
