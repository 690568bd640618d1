/**
 * Makes what a judged run is looked at with, its timeline and its states, on a thread of its own.
 * Nobody waits for it to learn the verdict, and it may be stopped at any moment, by a signal or by
 * the end of the process: the run is whole without it, and what is not there is made when somebody
 * opens the run.
 */
import { Worker } from 'node:worker_threads'
import { Brake } from './brake.ts'

export interface PrepareOptions {
  /** Of a run file that was sealed and closed. */
  readonly path: string
  readonly signal: AbortSignal
  /** Where somebody wants to hold it up now and then. */
  readonly brake?: Brake
  /** How much is done, from 0 to 1. */
  readonly progress?: (share: number) => void
}

/** `stopped` by the signal; `failed` with a sentence, which takes nothing from the run. */
export type Prepared =
  | { readonly kind: 'prepared' }
  | { readonly kind: 'stopped' }
  | { readonly kind: 'failed'; readonly message: string }

/** What the thread is started with. */
export interface PrepareStart {
  readonly path: string
  /** Of a `Brake`. */
  readonly brake: SharedArrayBuffer
}

/** What the thread tells: a share, or at last what came of it. */
export type PrepareTold = { readonly share: number } | Prepared

/** Never rejects; nothing writes to the run any more when it resolves. */
export async function prepareRun(options: PrepareOptions): Promise<Prepared> {
  const { path, signal, brake = new Brake(), progress } = options
  if (signal.aborted) return { kind: 'stopped' }
  const start: PrepareStart = { path, brake: brake.shared }
  const worker = new Worker(new URL('./prepare-run-worker.ts', import.meta.url), {
    workerData: start,
    name: 'preparing',
  })
  const ended = Promise.withResolvers<Prepared>()
  const stop = (): void => brake.stop()
  signal.addEventListener('abort', stop)
  worker.on('message', (told: PrepareTold) => {
    if ('kind' in told) ended.resolve(told)
    else if (!signal.aborted) progress?.(told.share)
  })
  worker.on('error', (error) => {
    ended.resolve({
      kind: 'failed',
      message: error instanceof Error ? error.message : String(error),
    })
  })
  worker.on('exit', () => ended.resolve({ kind: 'failed', message: 'its thread ended early' }))
  try {
    return await ended.promise
  } finally {
    signal.removeEventListener('abort', stop)
    await worker.terminate()
  }
}
