/** The console's side of a thread of an open run: asks, and is answered or refused. */
import { Worker } from 'node:worker_threads'
import { refuse } from '../../ipc/envelope.ts'
import type { Answer, Preparing, Question, RunStart } from './messages.ts'

interface Waiting {
  resolve(answer: unknown): void
  reject(error: Error): void
}

type QuestionsOf<Questions> = {
  readonly [Name in keyof Questions]: { readonly send: unknown; readonly answer: unknown }
}

/** How long a thread may take to close what it has open, before it is ended. */
const CLOSE_WITHIN_MS = 1_000

export class WorkerLink<Questions extends QuestionsOf<Questions> & { readonly close: unknown }> {
  readonly #worker: Worker
  readonly #waiting = new Map<number, Waiting>()
  readonly #exited: Promise<void>
  #asks = 0
  #failure: Error | null = null

  constructor(
    entry: URL,
    start: RunStart,
    preparing: (share: number | null) => void = () => undefined,
  ) {
    const worker = new Worker(entry, { workerData: start, name: `timeline of ${start.run}` })
    this.#worker = worker
    worker.on('message', (message: Answer | Preparing) => {
      if ('preparing' in message) preparing(message.preparing)
      else this.#hear(message)
    })
    worker.on('error', (error) => {
      this.#fail(error instanceof Error ? error : new Error(String(error)))
    })
    this.#exited = new Promise((resolve) => {
      worker.on('exit', () => {
        this.#fail(refuse('the run was closed'))
        resolve()
      })
    })
  }

  /** Whether it can still answer. */
  get alive(): boolean {
    return this.#failure === null
  }

  /** Rejects with a `CallError` where the thread refuses. */
  ask<Name extends keyof Questions & string>(
    name: Name,
    send: Questions[Name]['send'],
  ): Promise<Questions[Name]['answer']> {
    if (this.#failure !== null) return Promise.reject(this.#failure)
    const ask = ++this.#asks
    return new Promise((resolve, reject) => {
      this.#waiting.set(ask, { resolve, reject })
      this.#worker.postMessage({ ask, name, send } satisfies Question)
    })
  }

  async close(): Promise<void> {
    const overdue = setTimeout(() => void this.#worker.terminate(), CLOSE_WITHIN_MS)
    if (this.alive) this.#worker.postMessage({ ask: 0, name: 'close', send: null })
    await this.#exited
    clearTimeout(overdue)
  }

  #hear(answer: Answer): void {
    const waiting = this.#waiting.get(answer.ask)
    this.#waiting.delete(answer.ask)
    if (answer.ok) waiting?.resolve(answer.answer)
    else if (answer.code === null) waiting?.reject(new Error(answer.message))
    else waiting?.reject(refuse(answer.message, answer.code))
  }

  #fail(error: Error): void {
    this.#failure ??= error
    for (const waiting of this.#waiting.values()) waiting.reject(this.#failure)
    this.#waiting.clear()
  }
}
