/**
 * What the worker of the runs does, by name: what is sent, and what comes back. Everything is
 * structured-cloned, so it is plain data.
 */
import type { CallFailure } from '../../ipc/envelope.ts'
import type { ExportFormat } from '../../ipc/requests.ts'
import type { RunShapes } from '../../ipc/shapes/runs.ts'
import type { NewNote, TagChange } from '../../library/edit-run.ts'

/** `runs` is the folder of the library; `run` a name in it. */
interface Named {
  readonly runs: string
  readonly run: string
}

export interface Tasks {
  readonly list: { readonly send: { readonly runs: string }; readonly answer: RunShapes['runs.list'] }
  readonly show: { readonly send: Named; readonly answer: RunShapes['runs.show'] }
  readonly series: {
    readonly send: Named & { readonly bins: number }
    readonly answer: RunShapes['runs.series']
  }
  readonly witness: {
    readonly send: Named & { readonly check: string }
    readonly answer: RunShapes['runs.witness']
  }
  readonly compare: {
    readonly send: {
      readonly runs: string
      readonly left: string
      readonly right: string
      readonly bins: number
    }
    readonly answer: RunShapes['runs.compare']
  }
  readonly export: {
    readonly send: Named & { readonly format: ExportFormat }
    readonly answer: RunShapes['runs.export']
  }
  readonly tag: {
    readonly send: { readonly runs: string; readonly names: readonly string[] } & TagChange
    readonly answer: null
  }
  readonly addNote: { readonly send: Named & NewNote; readonly answer: number }
  readonly removeNote: { readonly send: Named & { readonly id: number }; readonly answer: null }
  readonly remove: {
    readonly send: { readonly runs: string; readonly names: readonly string[] }
    readonly answer: number
  }
  /** Lets an uploaded file join the library; gives its name there. */
  readonly admit: {
    readonly send: { readonly runs: string; readonly path: string; readonly fileName: string }
    readonly answer: string
  }
  /** Copies a file from elsewhere into the library; gives its name there. */
  readonly import: {
    readonly send: { readonly runs: string; readonly path: string }
    readonly answer: string
  }
}

export type TaskName = keyof Tasks

export interface TaskOrder<Name extends TaskName = TaskName> {
  readonly ask: number
  readonly name: Name
  readonly send: Tasks[Name]['send']
}

export type TaskReply =
  | { readonly ask: number; readonly kind: 'answer'; readonly answer: unknown }
  /** The request or the file is at fault. */
  | { readonly ask: number; readonly kind: 'refused'; readonly failure: CallFailure }
  /** Faultline itself is. */
  | { readonly ask: number; readonly kind: 'failed'; readonly error: unknown }
