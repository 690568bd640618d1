/**
 * The few primitives from which every fault is made. Both worlds (the live cluster and the
 * simulated one) carry out these and nothing else, so a new fault rarely needs a new action.
 *
 * `id` names an installed rule, so that it can be removed and its evidence read.
 *
 * A world treats an action that finds nothing to do as done, and counts no evidence for it:
 * `start` of a node that runs, `crash` or `stop` of one that does not, `resume` of one that is
 * not paused, `lift` of what is not installed. So an undo is always safe to carry out.
 */
import type { Ratio } from '../base/prng.ts'
import type { Address, Command } from '../runtime/machine.ts'

/** How long a message is held, in ms. */
export type Delay =
  | { readonly shape: 'constant'; readonly ms: number }
  | { readonly shape: 'uniform'; readonly fromMs: number; readonly toMs: number }
  | { readonly shape: 'normal'; readonly meanMs: number; readonly deviationMs: number }
  /** Pareto with the given median and tail index 2, cut off at `maximumMs`. */
  | { readonly shape: 'heavy-tail'; readonly medianMs: number; readonly maximumMs: number }

/** What happens to the messages of one direction of one link. */
export type LinkRule =
  | { readonly type: 'cut' }
  | { readonly type: 'loss'; readonly probability: Ratio }
  | { readonly type: 'delay'; readonly delay: Delay; readonly keepOrder: boolean }
  | { readonly type: 'duplicate'; readonly probability: Ratio }
  | { readonly type: 'reorder'; readonly probability: Ratio; readonly byMs: number }
  | { readonly type: 'corrupt'; readonly probability: Ratio }
  | { readonly type: 'throttle'; readonly bytesPerSecond: number }
  /** The connection is torn down, again after every `everyMs` while the rule stands. */
  | { readonly type: 'reset'; readonly everyMs: number }

/** What happens to the disk of one node while the rule stands. */
export type DiskRule =
  /** Every fsync takes at least this long. */
  | { readonly type: 'slow-fsync'; readonly ms: number }
  /** Appends fail; the node reports it and stops itself, as after any failed write. */
  | { readonly type: 'no-space' }
  | { readonly type: 'io-error' }
  /** Syncs fail; what they should have saved is lost, and the node stops itself. */
  | { readonly type: 'fsync-error' }

/** What a crash does to the records that were not yet durable. */
export type CrashKind =
  /** The process dies; the operating system keeps what was written. */
  | 'process'
  /** The power goes: what was not synced is lost. */
  | 'power'
  /** The power goes in mid-write: part of the first unsynced record is on the disk. */
  | 'torn'

export type Action =
  /** Abrupt (SIGKILL). */
  | { readonly kind: 'crash'; readonly node: Address; readonly crash: CrashKind }
  /** Orderly (SIGTERM). */
  | { readonly kind: 'stop'; readonly node: Address }
  /**
   * Starts a node that is down or has failed; with `release` or `options` as another release or
   * settings for this life alone, without them as the drill has it. A node that the cluster has
   * never had is made: it joins, so it is not among its own `members`.
   */
  | {
      readonly kind: 'start'
      readonly node: Address
      readonly release?: string
      readonly options?: { readonly [name: string]: unknown }
      /** Forget the disk first: a new machine under an old name. */
      readonly wipe?: boolean
    }
  | { readonly kind: 'pause'; readonly node: Address }
  | { readonly kind: 'resume'; readonly node: Address }
  | {
      readonly kind: 'link'
      readonly id: string
      readonly from: Address
      readonly to: Address
      readonly rule: LinkRule
    }
  /** Removes every link rule, disk rule, clock rate or strobe that was installed under `id`. */
  | { readonly kind: 'lift'; readonly id: string }
  | { readonly kind: 'disk'; readonly id: string; readonly node: Address; readonly rule: DiskRule }
  /** Flips one bit of what the disk of a node that is down holds. */
  | { readonly kind: 'flip-bit'; readonly node: Address; readonly where: 'middle' | 'tail' }
  /** Moves the node's clock once, forward or back. */
  | { readonly kind: 'clock-step'; readonly node: Address; readonly byMs: number }
  /** The node's clock gains `partsPerMillion` microseconds each second until lifted. */
  | {
      readonly kind: 'clock-rate'
      readonly id: string
      readonly node: Address
      readonly partsPerMillion: number
    }
  /**
   * Until lifted the node's clock is `byMs` off for `everyMs`, right for as long, and so on. Its
   * timers are not touched.
   */
  | {
      readonly kind: 'clock-strobe'
      readonly id: string
      readonly node: Address
      readonly byMs: number
      readonly everyMs: number
    }
  /**
   * The operator's instruction to the machine itself. In a plan `node` may be `LEADER`
   * (`core/faults/membership.ts`); the director puts in the leader's name of the moment.
   */
  | { readonly kind: 'command'; readonly node: Address; readonly command: Command }

/** What a world measured of one action or rule; zeros are absent. */
export interface Evidence {
  readonly messages?: number
  readonly dropped?: number
  readonly delayed?: number
  /** Sum over the delayed messages, ms. */
  readonly delayedMs?: number
  readonly duplicated?: number
  readonly reordered?: number
  readonly corrupted?: number
  /** Frames that a receiver refused because their checksum did not match. */
  readonly refused?: number
  readonly resets?: number
  readonly slowedSyncs?: number
  readonly slowedMs?: number
  readonly failedWrites?: number
  readonly failedSyncs?: number
  /** Bytes that had been written and were gone after the crash. */
  readonly bytesLost?: number
  readonly bitsFlipped?: number
  /**
   * The furthest that a clock was really moved, ms; signed. Over several nodes the largest, not the
   * sum, and moving it back takes nothing away: else an undone offset would look like none.
   */
  readonly clockMovedMs?: number
  /** Process really seen gone, stopped, resumed or started: its state changes. */
  readonly exits?: number
  readonly starts?: number
  readonly pauses?: number
  readonly resumes?: number
  /** How long the process was down or paused, ms. */
  readonly downMs?: number
  readonly commands?: number
}
