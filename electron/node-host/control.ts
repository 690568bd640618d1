/**
 * What the supervisor and a host process say to each other over the channel between parent and
 * child. Plain data, structured-cloned. One process hosts one node, or all clients.
 *
 * The channel is also the leash: a host whose channel closes lifts every fault and exits.
 */
import type { Action, Evidence } from '../../core/faults/action.ts'
import type { Address, Command, Inspection, Report } from '../../core/runtime/machine.ts'
import type { MachineSpec } from '../../core/runtime/spec.ts'
import type { OperationSample } from './operation-sample.ts'

/** Which port of the loopback interface each machine is reached at. */
export type Registry = { readonly [machine: Address]: number }

/** PEM texts. Every machine of the process is a DNS name of the certificate. */
export interface Credentials {
  readonly authority: string
  readonly certificate: string
  readonly key: string
}

export interface MachineBoot {
  readonly spec: MachineSpec
  readonly seed: string
  readonly incarnation: number
}

export interface Boot {
  readonly kind: 'boot'
  /** Folder of this process: its disk, its journal. Survives restarts. */
  readonly folder: string
  /** The instant at which the run began: `process.hrtime.bigint()` of this computer. */
  readonly startedAtNs: bigint
  /** Added to the true time to give the machines' own clock, ms since the epoch. */
  readonly epochMs: number
  readonly machines: readonly MachineBoot[]
  readonly credentials: Credentials
  readonly registry: Registry
  /** Off only where a benchmark measures what recording costs. */
  readonly journal: boolean
  /** Rules that stood before this life of the process began. */
  readonly rules: readonly Order[]
}

/** One action of a fault; `fault` is the id under which its evidence is kept. */
export interface Order {
  readonly fault: string
  readonly action: Action
}

export type ToHost =
  | Boot
  | { readonly kind: 'registry'; readonly registry: Registry }
  | { readonly kind: 'order'; readonly ask: number; readonly order: Order }
  | { readonly kind: 'lift'; readonly ask: number; readonly fault: string }
  | { readonly kind: 'command'; readonly machine: Address; readonly command: Command }
  | { readonly kind: 'inspect'; readonly ask: number }
  | { readonly kind: 'evidence'; readonly ask: number }
  /** Finish what is under way, sync, and exit with code 0. */
  | { readonly kind: 'stop' }

export type Trouble =
  'bad-frame' | 'intruder' | 'damaged-log' | 'torn-log' | 'disk-error' | 'invariant' | 'overload'

/** What happened to operations since the last summary. */
export interface OperationTally {
  /** Latencies of the acknowledged ones, microseconds. */
  readonly okUs: readonly number[]
  readonly fail: number
  readonly info: number
  /** A few of them, for people who watch. */
  readonly samples: readonly OperationSample[]
  /**
   * How each client that had an end fared, by its worst: `ok`, then `info`, then `fail`. An answer
   * of the state machine itself, such as `precondition-failed`, is `ok` here.
   */
  readonly worst: { readonly [client: Address]: 'ok' | 'info' | 'fail' }
}

export type FromHost =
  | { readonly kind: 'listening'; readonly port: number }
  /** The machines have taken their `start` input. */
  | { readonly kind: 'started'; readonly restoredRecords: number }
  /** At most 20 times a second, and at once after a report that is not an operation. */
  | {
      readonly kind: 'summary'
      readonly atUs: number
      readonly machines: { readonly [machine: Address]: Inspection }
      readonly operations: OperationTally
      /** Reports since the last summary that are not operations; at most 1,000. */
      readonly reports: readonly {
        readonly machine: Address
        readonly atUs: number
        readonly event: Report
      }[]
      readonly clockOffsetMs: number
    }
  | { readonly kind: 'answer'; readonly ask: number; readonly value: Answer }
  | {
      readonly kind: 'trouble'
      readonly trouble: Trouble
      readonly detail: string
      readonly atUs: number
      /** What faults did in this life, where the trouble ends it. */
      readonly evidence?: { readonly [fault: string]: Evidence }
    }

export type Answer =
  | { readonly done: true }
  | { readonly refused: string }
  | { readonly inspections: { readonly [machine: Address]: Inspection } }
  | { readonly evidence: { readonly [fault: string]: Evidence } }

/** How a host process ends. */
export const HOST_EXIT = {
  stopped: 0,
  /** A machine broke an invariant; the message is on standard error. */
  invariant: 70,
  /** The log was damaged in the middle, or could not be written. */
  disk: 74,
  /** The supervisor went away. */
  orphaned: 75,
} as const
