/** What the main thread and the recorder's worker say to each other; structured-cloned. */
import type { NodeReport } from '../../core/checkers/checker.ts'
import type { VerdictDocument } from '../../core/drills/verdict-document.ts'
import type { Evidence } from '../../core/faults/action.ts'
import type { Effect } from '../../core/faults/fault.ts'
import type { HistoryEvent } from '../../core/history/operation.ts'
import type { PlannedFault, RecordingCost, RunHeader } from './contract.ts'

/** What the worker is started with. */
export interface WorkerStart {
  readonly path: string
  readonly header: RunHeader
}

/** Told, not answered. */
export type Tell =
  | { readonly kind: 'tail'; readonly process: string; readonly path: string }
  | { readonly kind: 'fault-applied'; readonly id: string; readonly atMs: number }
  | { readonly kind: 'fault-undone'; readonly id: string; readonly atMs: number }
  | {
      readonly kind: 'fault-measured'
      readonly id: string
      readonly evidence: Evidence
      readonly effect: Effect
    }
  | { readonly kind: 'note'; readonly atMs: number; readonly type: string; readonly text: string }
  | {
      readonly kind: 'metric'
      readonly atMs: number
      readonly name: string
      readonly value: number
    }

/** Questions by name: what is sent, and what comes back. */
export interface Questions {
  readonly plan: { readonly send: PlannedFault; readonly answer: null }
  readonly cost: { readonly send: null; readonly answer: RecordingCost }
  /** Takes everything that the journals hold. */
  readonly 'catch-up': { readonly send: null; readonly answer: null }
  /** A slice of the history or the reports from an index on; empty at the end. */
  readonly history: { readonly send: number; readonly answer: readonly HistoryEvent[] }
  readonly reports: { readonly send: number; readonly answer: readonly NodeReport[] }
  readonly seal: { readonly send: VerdictDocument; readonly answer: null }
  readonly interrupt: { readonly send: string; readonly answer: null }
  readonly close: { readonly send: null; readonly answer: null }
}

export type QuestionName = keyof Questions

export type Ask = {
  readonly [Name in QuestionName]: {
    readonly kind: 'ask'
    readonly ask: number
    readonly name: Name
    readonly send: Questions[Name]['send']
  }
}[QuestionName]

export type ToWorker = Tell | Ask

export type FromWorker =
  | { readonly kind: 'opened' }
  | { readonly kind: 'answer'; readonly ask: number; readonly answer: unknown }
  | { readonly kind: 'refused'; readonly ask: number; readonly message: string }

/** Events in one slice; small, so that no slice holds up the main thread for long. */
export const SLICE_EVENTS = 2000
