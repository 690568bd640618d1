/**
 * The timeline of a recorded run. Bulk comes as columns (typed arrays of equal length), in windows
 * of the size of a screen, never one message per event. Times are microseconds since the run
 * began, unlike in the drill room: warm-up is part of the record.
 */
import type { HybridTime } from '../../../core/clocks/hybrid.ts'
import type { Inspection } from '../../../core/runtime/machine.ts'
import type { Note, SeriesFault } from './runs.ts'

export interface TimelineShapes {
  'timeline.open': TimelineHead
  'timeline.window': TimelineWindow
  'timeline.event': EventDetail
  /** What the event asked for. Its life is run again up to it, which may take a second. */
  'timeline.effects': { readonly effects: readonly unknown[] }
  'timeline.change': StateChange | Replaying
  'timeline.cone': Cone
  'timeline.search': { readonly hits: readonly EventHit[]; readonly more: boolean }
  'timeline.states': StatesAt | Replaying
}

export interface TimelineHead {
  readonly run: string
  readonly durationUs: number
  /** When the workload began. */
  readonly workloadFromUs: number
  readonly events: number
  readonly operations: number
  /** Nodes, then clients, in the order of their names; columns name a lane by its place here. */
  readonly lanes: readonly Lane[]
  /** Names of the codes in `EventColumns.kind` and `.type`. */
  readonly kinds: readonly string[]
  readonly types: readonly string[]
  readonly faults: readonly FaultBand[]
  readonly elections: readonly Mark[]
  readonly violations: readonly Violation[]
  readonly notes: readonly Note[]
  readonly phases: readonly { readonly atUs: number; readonly phase: string }[]
  /** Whether replay can tell states: null, or why not. */
  readonly replayTrouble: string | null
}

export interface Lane {
  readonly name: string
  readonly role: 'node' | 'client'
  readonly lives: readonly {
    readonly incarnation: number
    readonly fromUs: number
    /** Null: to the end of the run. */
    readonly toUs: number | null
  }[]
}

export interface FaultBand extends Omit<SeriesFault, 'fromMs' | 'toMs'> {
  readonly fromUs: number
  readonly toUs: number
  /** Lanes that it struck. */
  readonly lanes: readonly number[]
  readonly links: readonly { readonly from: number; readonly to: number; readonly rule: string }[]
}

export interface Mark {
  readonly atUs: number
  readonly lane: number
  readonly term: number
}

export interface Violation {
  readonly atUs: number
  readonly check: string
  readonly sentence: string
}

export interface TimelineWindow {
  readonly fromUs: number
  readonly toUs: number
  /** `lanes * bins` counts of events, lane by lane, and of them those that were lost. */
  readonly bins: number
  readonly density: Uint32Array
  readonly lost: Uint32Array
  /** Each event and operation, where few enough are in the window (20,000); else null. */
  readonly exact: ExactWindow | null
}

export interface ExactWindow {
  readonly events: EventColumns
  readonly operations: readonly OperationBar[]
}

/** In order of time. Messages that were under way at an edge of the window are in it too. */
export interface EventColumns {
  readonly id: Uint32Array
  readonly atUs: Float64Array
  readonly lane: Uint16Array
  readonly kind: Uint8Array
  readonly type: Uint16Array
  /** Lane of the sender of what was received; of the receiver for what was lost; -1 for none. */
  readonly peer: Int16Array
  /** When it was sent; NaN where that is not known. */
  readonly sentAtUs: Float64Array
  /** Term that the message or the node spoke of; 0 for none. */
  readonly term: Uint32Array
  /** Sum of `FLAG`. */
  readonly flags: Uint8Array
}

export const FLAG = {
  /** A copy of a message that had been received before. */
  duplicate: 1,
  /** It was lost because its receiver refused it as damaged. */
  corrupt: 2,
  /** It was received after one that was sent later on the same link. */
  reordered: 4,
} as const

export interface OperationBar {
  readonly lane: number
  readonly fromUs: number
  /** Null: never answered. */
  readonly toUs: number | null
  readonly result: 'ok' | 'fail' | 'info'
  readonly text: string
  readonly key: string | null
  /** Part of the witness of a violation. */
  readonly violates: boolean
}

export interface EventHit {
  readonly event: number
  readonly atUs: number
  readonly lane: number
  readonly summary: string
}

export interface EventDetail extends EventHit {
  readonly kind: string
  readonly type: string | null
  readonly peer: string | null
  readonly incarnation: number
  /** The machine's own clock, ms; null where the journal does not tell. */
  readonly localMs: number | null
  readonly lamport: number
  readonly hybrid: HybridTime
  /** Counts of events by machine, its own first. */
  readonly vector: readonly { readonly machine: string; readonly events: number }[]
  readonly concurrent: number
  /** The event that sent what was received here. */
  readonly cause: EventHit | null
  /** Where what it sent was received. */
  readonly caused: readonly EventHit[]
  /** What went in, and what it reported: plain data for people. */
  readonly input: unknown
  readonly reports: readonly unknown[]
}

/**
 * What could have caused an event, and what it could have caused, as fronts: on each lane, all
 * events up to `past` and all from `future` on. NaN: none of that lane.
 */
export interface Cone {
  readonly event: number
  readonly past: Float64Array
  readonly future: Float64Array
  /** The messages by which the past reached the event, oldest first; a bounded number. */
  readonly path: readonly EventHit[]
}

/**
 * The states are still being replayed, and not that far yet: ask again. A run whose file holds its
 * states never answers so.
 */
export interface Replaying {
  readonly kind: 'replaying'
  /** Up to there, microseconds since the run began. */
  readonly replayedUs: number
}

export type StateChange =
  /** How the machine stood just before the event and just after it. */
  | { readonly kind: 'step'; readonly before: MachineState; readonly after: MachineState }
  /** The event changed no machine: a message was lost, or a process started. */
  | { readonly kind: 'nothing' }
  /** A sentence without a full stop. */
  | { readonly kind: 'unknown'; readonly reason: string }

export interface StatesAt {
  readonly kind: 'states'
  readonly atUs: number
  readonly machines: readonly MachineState[]
}

export interface MachineState {
  readonly name: string
  readonly role: 'node' | 'client'
  readonly incarnation: number
  /** Null: it was not running. */
  readonly inspection: Inspection | null
  /** The newest entries of its log, oldest first, where the system has one. */
  readonly log: readonly LogEntryState[] | null
}

export interface LogEntryState {
  readonly index: number
  readonly term: number
  readonly text: string
  readonly committed: boolean
}
