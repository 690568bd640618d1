/**
 * What a conductor may ask of a live cluster. `create-cluster.ts` makes one.
 *
 * A cluster owns its processes: it starts them, breaks them, and leaves none behind. It knows
 * nothing of drills, verdicts or run files.
 */
import type { Action, Evidence } from '../../core/faults/action.ts'
import type { ClientCommand } from '../../core/clients/protocol.ts'
import type { SystemChoice, WorkloadChoice } from '../../core/drills/drill.ts'
import type { ClusterView } from '../../core/drills/world.ts'
import type { Address, Report } from '../../core/runtime/machine.ts'
import type { OperationTally, Trouble } from '../node-host/control.ts'

export interface ClusterOptions {
  /** A private folder of this run (mode 0700); one folder for each process is made in it. */
  readonly folder: string
  readonly system: SystemChoice
  readonly workload: WorkloadChoice
  readonly seed: string
  /** The instant at which the run began, `process.hrtime.bigint()`. */
  readonly startedAtNs: bigint
  /** Off only where a benchmark measures what recording costs. */
  readonly journal: boolean
  /**
   * Remove `folder` when the conductor dies. Off where its journals may hold more than the run
   * file does and somebody will want to recover them.
   */
  readonly removeFolderOnDeath?: boolean
  readonly listener: ClusterListener
}

/** Called synchronously, in the order in which things were heard. */
export interface ClusterListener {
  /** A process keeps its journal at `path` from now on; called once for each process. */
  journal(process: string, path: string): void
  summary(summary: ProcessSummary): void
  /** A node changed its state: up, down, paused, failed. The view is already up to date. */
  changed(view: ClusterView): void
  trouble(process: string, trouble: Trouble, detail: string, atUs: number): void
}

export interface ProcessSummary {
  readonly process: string
  readonly atUs: number
  readonly operations: OperationTally
  readonly reports: readonly {
    readonly machine: Address
    readonly atUs: number
    readonly event: Report
  }[]
  readonly clockOffsetMs: number
}

export interface Cluster {
  /** Starts every process; resolves when each has taken its `start` input. */
  start(): Promise<void>
  /** As last heard. */
  view(): ClusterView
  /** Asks every running node; those that do not answer within 200 ms keep what was last heard. */
  refresh(): Promise<ClusterView>
  /**
   * Carries out `actions` in order; evidence gathers under `fault`. Rejects, with what was
   * carried out already named in the message, when an action could not be.
   */
  apply(fault: string, actions: readonly Action[]): Promise<void>
  /** What every fault did so far, as measured at the nodes and on the processes. */
  evidence(): Promise<{ readonly [fault: string]: Evidence }>
  /** Tells every client, or only `client`. */
  tellClients(command: ClientCommand, client?: Address): void
  /** Lifts every rule, resumes every paused process, straightens every clock; under 1 s. */
  halt(): Promise<{ readonly lifted: number; readonly resumed: number; readonly tookMs: number }>
  /** Orderly stop of every process, then SIGKILL for what is left; nothing survives it. */
  stop(): Promise<void>
}
