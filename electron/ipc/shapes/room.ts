/**
 * The drill room: the one drill that runs now, or the last one that ran since the program began.
 *
 * A room is a state of fixed size, told twice: `room.state` gives all of it, to whoever comes or
 * comes back; `room.summary`, at most 20 times a second, gives what moves, with only the new rows
 * of the lists that grow. Every list that grows is numbered from 0 by `first` of its summary, so a
 * listener sees when it missed some and asks for the state again.
 *
 * Times are ms since the workload began, negative during warm-up, if not said otherwise.
 */
import type { Phase } from '../../../core/drills/decision.ts'
import type { VerdictDocument } from '../../../core/drills/verdict-document.ts'
import type { NodeState } from '../../../core/drills/world.ts'
import type { DrillFileError } from '../../drill-files/drill-file-error.ts'
import type { Prediction } from '../requests.ts'
import type { DrillSketch, PlannedEntry } from './drills.ts'

export interface RoomShapes {
  'room.start':
    | { readonly ok: true; readonly run: string }
    | { readonly ok: false; readonly errors: readonly DrillFileError[] }
  /** Null until a first drill was started. */
  'room.state': Room | null
  /** The fault's id once it is applied at its nodes. Refused with a sentence. */
  'room.inject': { readonly fault: string }
  'room.undo': Record<string, never>
  /** Every fault undone and the rest of the schedule dropped; the drill goes on to its verdict. */
  'room.halt': { readonly lifted: number; readonly resumed: number; readonly tookMs: number }
  'room.pause': Record<string, never>
  /** Stops everything now; the run is kept as interrupted, without a verdict. */
  'room.abort': Record<string, never>
  'room.predict': Record<string, never>
}

export interface RoomEvents {
  /** A drill began, changed its standing, or ended. */
  'room.changed': Room
  'room.summary': RoomSummary
}

export type RoomStanding =
  | { readonly kind: 'starting' }
  | { readonly kind: 'running' }
  | { readonly kind: 'judging' }
  | { readonly kind: 'judged'; readonly document: VerdictDocument }
  | { readonly kind: 'interrupted'; readonly reason: string }
  /** Faultline itself failed. */
  | { readonly kind: 'failed'; readonly message: string }

export interface Room {
  /** Name of the run in the library. */
  readonly run: string
  readonly drill: DrillSketch
  readonly seed: string
  readonly byHand: boolean
  /** RFC 3339, UTC. */
  readonly startedAt: string
  readonly prediction: Prediction | null
  readonly standing: RoomStanding
  /** With the random entries drawn. */
  readonly schedule: readonly PlannedEntry[]
  readonly now: RoomNow
  /** All since the beginning, oldest first. */
  readonly slots: readonly RoomSlot[]
  readonly elections: readonly Election[]
  readonly violations: readonly RoomViolation[]
  readonly log: readonly RoomLogLine[]
}

/** What moves. */
export interface RoomNow {
  readonly atMs: number
  /** Date.now() when this was put together; for the delay to the screen. */
  readonly toldAt: number
  readonly phase: Phase
  readonly durationMs: number
  readonly schedulePaused: boolean
  /** Entries of `schedule` that were not yet handed out. */
  readonly scheduleLeft: number
  readonly nodes: readonly RoomNode[]
  readonly clients: readonly RoomClient[]
  /** Standing ones and those that are over, in the order in which they were planned. */
  readonly faults: readonly RoomFault[]
  readonly operations: { readonly ok: number; readonly fail: number; readonly info: number }
  /** Over the last second. */
  readonly okPerSecond: number
  readonly p99Ms: number | null
  /** Share of slots since the workload began with an acknowledged operation, 0 to 1. */
  readonly availability: number | null
  readonly recording: {
    readonly eventsPerSecond: number
    readonly behindBytes: number
  }
  /** The newest last; a sample where there are many. */
  readonly feed: readonly FeedLine[]
}

export interface RoomSummary {
  readonly run: string
  readonly now: RoomNow
  readonly slots: { readonly first: number; readonly rows: readonly RoomSlot[] }
  readonly elections: { readonly first: number; readonly rows: readonly Election[] }
  readonly violations: { readonly first: number; readonly rows: readonly RoomViolation[] }
  readonly log: { readonly first: number; readonly rows: readonly RoomLogLine[] }
}

export interface RoomNode {
  readonly name: string
  readonly state: NodeState
  /** Why it failed. */
  readonly reason: string | null
  /** `leader`, `follower`, `candidate`, `replica`; null until the node said something. */
  readonly role: string | null
  readonly leads: boolean
  readonly term: number
  readonly commit: number | null
  readonly applied: number
  readonly incarnation: number
  readonly release: string
  readonly clockOffsetMs: number
  /** What it holds for true and is not: `believes it leads`. */
  readonly mistaken: string | null
}

export interface RoomClient {
  readonly name: string
  /**
   * How its operations of the last second ended, the worst of them; null: none ended. A client that
   * was refused by the state machine itself (`precondition-failed`) was served: `ok`.
   */
  readonly lately: 'ok' | 'info' | 'fail' | null
}

export interface RoomFault {
  /** What `room.undo` takes. */
  readonly id: string
  readonly kind: string
  readonly target: string
  readonly atMs: number
  /** When it ends by itself; null: when somebody undoes it. */
  readonly endsAtMs: number | null
  readonly undoneAtMs: number | null
  readonly byHand: boolean
  /** What it was measured to do so far. */
  readonly proven: boolean
  readonly effect: string
  readonly nodes: readonly string[]
  readonly links: readonly RoomLink[]
}

/** One direction of a link and what is done to it. */
export interface RoomLink {
  readonly from: string
  readonly to: string
  readonly rule:
    'cut' | 'loss' | 'delay' | 'duplicate' | 'reorder' | 'corrupt' | 'throttle' | 'reset'
}

/** What ended within 100 ms. */
export interface RoomSlot {
  readonly atMs: number
  readonly ok: number
  readonly fail: number
  readonly info: number
  /** Of the acknowledged ones; null for none. */
  readonly p50Ms: number | null
  readonly p99Ms: number | null
  readonly p999Ms: number | null
}

export interface Election {
  readonly atMs: number
  readonly node: string
  readonly term: number
}

/** What a check found broken while the drill goes on; the verdict looks at everything again. */
export interface RoomViolation {
  /** Of the answer that showed it. */
  readonly atMs: number
  /** The same moment in microseconds since the run began, as the sentence counts. */
  readonly atUs: number
  readonly check: string
  readonly sentence: string
}

export interface RoomLogLine {
  readonly atMs: number
  readonly kind: string
  readonly text: string
}

export interface FeedLine {
  readonly atMs: number
  readonly client: string
  /** `write x = 7`, `read x -> 7`. */
  readonly text: string
  readonly result: 'ok' | 'fail' | 'info'
  readonly latencyMs: number | null
  readonly error: string | null
}
