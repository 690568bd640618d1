/**
 * The main thread's side of the worker. It is started with the first task; one that dies of what a
 * file made it do fails the tasks it had and is started anew for the next.
 */
import { Worker } from 'node:worker_threads'
import { CallError } from '../../ipc/envelope.ts'
import type { TaskName, TaskReply, Tasks } from './tasks.ts'

/** A file that needs more is not read. */
const MEMORY_MAX_MB = 2_048

interface Waiting {
  resolve(answer: unknown): void
  reject(error: Error): void
}

export class RunsWorkerClient {
  #worker: Worker | null = null
  readonly #waiting = new Map<number, Waiting>()
  #asks = 0
  #closed = false

  /** Rejects with a `CallError` for what is refused, and with any other error for own failures. */
  ask<Name extends TaskName>(
    name: Name,
    send: Tasks[Name]['send'],
  ): Promise<Tasks[Name]['answer']> {
    const ask = ++this.#asks
    return new Promise((resolve, reject) => {
      if (this.#closed) return reject(failed('the console is closing'))
      this.#waiting.set(ask, { resolve: resolve as Waiting['resolve'], reject })
      this.#running().postMessage({ ask, name, send })
    })
  }

  async close(): Promise<void> {
    this.#closed = true
    await this.#worker?.terminate()
  }

  #running(): Worker {
    if (this.#worker !== null) return this.#worker
    const worker = new Worker(new URL('./runs-worker.ts', import.meta.url), {
      name: 'runs',
      resourceLimits: { maxOldGenerationSizeMb: MEMORY_MAX_MB },
    })
    this.#worker = worker
    worker.on('message', (reply: TaskReply) => this.#hear(reply))
    let why = 'the worker that reads runs has ended'
    worker.on('error', (error) => (why = error instanceof Error ? error.message : String(error)))
    worker.on('exit', () => {
      this.#worker = null
      for (const waiting of this.#waiting.values()) waiting.reject(failed(why))
      this.#waiting.clear()
    })
    return worker
  }

  #hear(reply: TaskReply): void {
    const waiting = this.#waiting.get(reply.ask)
    this.#waiting.delete(reply.ask)
    if (reply.kind === 'answer') waiting?.resolve(reply.answer)
    else if (reply.kind === 'refused') waiting?.reject(new CallError(reply.failure))
    else waiting?.reject(reply.error instanceof Error ? reply.error : new Error(String(reply.error)))
  }
}

function failed(message: string): CallError {
  return new CallError({ code: 'failed', message, definite: false })
}
