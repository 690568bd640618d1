/**
 * The main thread's side of the recorder: starts the worker and speaks for it. It does no work
 * of its own; what it hands over costs the main thread a structured clone and nothing else.
 */
import { Worker } from 'node:worker_threads'
import type { FinalState, NodeReport, Recording } from '../../core/checkers/checker.ts'
import type { VerdictDocument } from '../../core/drills/verdict-document.ts'
import type { Evidence } from '../../core/faults/action.ts'
import type { Effect } from '../../core/faults/fault.ts'
import type { HistoryEvent } from '../../core/history/operation.ts'
import type { PlannedFault, Recorder, RecordingCost, RunHeader } from './contract.ts'
import type { FromWorker, QuestionName, Questions, Tell, ToWorker } from './messages.ts'

export interface RecorderOptions {
  /** Where the run file is made; nothing may be there yet. */
  readonly path: string
  readonly header: RunHeader
}

/** Rejects where the file exists already or cannot be made. */
export async function openRecorder(options: RecorderOptions): Promise<Recorder> {
  const worker = new Worker(new URL('./recorder-worker.ts', import.meta.url), {
    workerData: options,
    name: 'recorder',
  })
  const recorder = new WorkerRecorder(worker, options)
  await recorder.opened
  return recorder
}

interface Waiting {
  resolve(answer: unknown): void
  reject(error: Error): void
}

class WorkerRecorder implements Recorder {
  readonly path: string
  readonly opened: Promise<null>
  readonly #header: RunHeader
  readonly #worker: Worker
  readonly #waiting = new Map<number, Waiting>()
  readonly #exited: Promise<null>
  #asks = 0
  #failure: Error | null = null
  #closing: Promise<void> | null = null

  constructor(worker: Worker, { path, header }: RecorderOptions) {
    this.path = path
    this.#header = header
    this.#worker = worker
    const opening = Promise.withResolvers<null>()
    const exiting = Promise.withResolvers<null>()
    this.opened = opening.promise
    this.#exited = exiting.promise
    worker.on('message', (message: FromWorker) => {
      if (message.kind === 'opened') opening.resolve(null)
      else this.#hear(message)
    })
    worker.on('error', (error) => {
      this.#fail(error instanceof Error ? error : new Error(String(error)))
      opening.reject(this.#failure)
    })
    worker.on('exit', () => {
      this.#fail(new Error('the recorder has been closed'))
      exiting.resolve(null)
    })
  }

  tail(process: string, path: string): void {
    this.#tell({ kind: 'tail', process, path })
  }

  async faultPlanned(fault: PlannedFault): Promise<void> {
    await this.#ask('plan', fault)
  }

  faultApplied(id: string, atMs: number): void {
    this.#tell({ kind: 'fault-applied', id, atMs })
  }

  faultUndone(id: string, atMs: number): void {
    this.#tell({ kind: 'fault-undone', id, atMs })
  }

  faultMeasured(id: string, evidence: Evidence, effect: Effect): void {
    this.#tell({ kind: 'fault-measured', id, evidence, effect })
  }

  note(atMs: number, kind: string, text: string): void {
    this.#tell({ kind: 'note', atMs, type: kind, text })
  }

  metric(atMs: number, name: string, value: number): void {
    this.#tell({ kind: 'metric', atMs, name, value })
  }

  cost(): Promise<RecordingCost> {
    return this.#ask('cost', null)
  }

  async catchUp(): Promise<void> {
    await this.#ask('catch-up', null)
  }

  async recording(finalStates: readonly FinalState[]): Promise<Recording> {
    await this.catchUp()
    const history: HistoryEvent[] = []
    await this.#gather('history', history)
    const reports: NodeReport[] = []
    await this.#gather('reports', reports)
    const { kind, clients, options } = this.#header.drill.workload
    return { workload: { kind, clients, options }, history, reports, finalStates }
  }

  async seal(document: VerdictDocument): Promise<void> {
    await this.#ask('seal', document)
  }

  async interrupt(reason: string): Promise<void> {
    await this.#ask('interrupt', reason)
  }

  close(): Promise<void> {
    this.#closing ??= this.#close()
    return this.#closing
  }

  async #close(): Promise<void> {
    if (this.#failure === null) await this.#ask('close', null)
    await this.#exited
  }

  /** Asks for slices one by one, so that the main thread breathes between two. */
  async #gather<Name extends 'history' | 'reports'>(
    name: Name,
    rows: Questions[Name]['answer'][number][],
  ): Promise<void> {
    for (;;) {
      const slice = await this.#ask(name, rows.length)
      if (slice.length === 0) return
      for (const row of slice) rows.push(row)
    }
  }

  #tell(message: Tell): void {
    this.#post(message)
  }

  #ask<Name extends QuestionName>(
    name: Name,
    send: Questions[Name]['send'],
  ): Promise<Questions[Name]['answer']> {
    if (this.#failure !== null) return Promise.reject(this.#failure)
    const ask = ++this.#asks
    return new Promise((resolve, reject) => {
      this.#waiting.set(ask, { resolve: resolve as Waiting['resolve'], reject })
      this.#post({ kind: 'ask', ask, name, send } as ToWorker)
    })
  }

  #post(message: ToWorker): void {
    this.#worker.postMessage(message)
  }

  #hear(message: Exclude<FromWorker, { kind: 'opened' }>): void {
    const waiting = this.#waiting.get(message.ask)
    this.#waiting.delete(message.ask)
    if (message.kind === 'answer') waiting?.resolve(message.answer)
    else waiting?.reject(new Error(`the recorder refused: ${message.message}`))
  }

  #fail(error: Error): void {
    this.#failure ??= error
    for (const waiting of this.#waiting.values()) waiting.reject(this.#failure)
    this.#waiting.clear()
  }
}
