/**
 * What the operator says to a client machine, and what a client machine reports.
 * A history is read from these reports alone (`core/history/`).
 */
import type { Command, Report } from '../runtime/machine.ts'

/**
 * `setup`: do the workload's set-up (client 0), open a session, then report `ready`.
 * `begin`: start the workload. `final`: end the open operation, ask the final operations, then
 * report `finished`. `stop`: start nothing more.
 */
export interface ClientCommand extends Command {
  readonly type: 'setup' | 'begin' | 'final' | 'stop'
}

export interface InvokeReport extends Report {
  readonly type: 'invoke'
  readonly process: number
  readonly f: string
  readonly key?: string
  readonly value?: unknown
}

export interface CompleteReport extends Report {
  readonly type: 'ok' | 'fail' | 'info'
  readonly process: number
  readonly f: string
  readonly key?: string
  readonly value?: unknown
  readonly error?: string
  /** Which node answered last, and how many attempts it took. */
  readonly node?: string
  readonly attempts: number
}

export interface PhaseReport extends Report {
  readonly type: 'ready' | 'finished'
}

export type ClientReport = InvokeReport | CompleteReport | PhaseReport
