/**
 * Makes one fork on a thread of its own: it takes seconds, the library is looked at meanwhile, and
 * whoever asked may think better of it.
 */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Worker } from 'node:worker_threads'
import { CallError, refuse, type CallFailure } from '../../ipc/envelope.ts'
import type { RequestOf } from '../../ipc/contract.ts'
import type { Forking } from '../../ipc/shapes/runs.ts'
import { discardRun } from '../../library/discard-run.ts'

export interface ForkWork {
  /** The folder of the library. */
  readonly runs: string
  readonly order: RequestOf<'runs.fork'>
  /** Where the new run is made; it is reserved. */
  readonly path: string
  /** Of a `Brake`. */
  readonly brake: SharedArrayBuffer
}

/** How far it has come. */
export type Forked = Pick<Forking, 'doing' | 'share'>

export type ForkReply =
  | { readonly kind: 'progress'; readonly forked: Forked }
  | { readonly kind: 'made' }
  | { readonly kind: 'refused'; readonly failure: CallFailure }
  /** Faultline itself is at fault. */
  | { readonly kind: 'failed'; readonly error: unknown }

export interface ForkWatch {
  readonly signal: AbortSignal
  told(forked: Forked): void
}

/** A run that needs more is not forked. */
const MEMORY_MAX_MB = 2_048

/**
 * Resolves when the new run is whole. Rejects where it could not be made, with a `CallError` where
 * it was refused or `signal` aborted; then nothing is left of it.
 */
export async function forkRun(work: ForkWork, { signal, told }: ForkWatch): Promise<void> {
  // The thread may be ended before it has tidied up.
  const scratch = mkdtempSync(join(tmpdir(), 'faultline-fork-'))
  const worker = new Worker(new URL('./fork-worker.ts', import.meta.url), {
    workerData: work,
    env: { ...process.env, TMPDIR: scratch, TEMP: scratch },
    name: 'fork',
    resourceLimits: { maxOldGenerationSizeMb: MEMORY_MAX_MB },
  })
  const made = Promise.withResolvers<undefined>()
  const abort = (): void => made.reject(refuse('the fork was stopped'))
  signal.addEventListener('abort', abort)
  if (signal.aborted) abort()
  worker.on('message', (reply: ForkReply) => {
    if (reply.kind === 'progress') told(reply.forked)
    else if (reply.kind === 'made') made.resolve(undefined)
    else if (reply.kind === 'refused') made.reject(new CallError(reply.failure))
    else made.reject(reply.error)
  })
  worker.on('error', (error) => made.reject(error))
  worker.on('exit', () => made.reject(new Error('the thread of the fork ended before it was made')))
  try {
    await made.promise
    await worker.terminate()
  } catch (error) {
    await worker.terminate()
    discardRun(work.path)
    throw error
  } finally {
    signal.removeEventListener('abort', abort)
    rmSync(scratch, { recursive: true, force: true })
  }
}
