/**
 * Runs a seed again on a thread of its own, this time with everything recorded. A minute of a drill
 * takes a second or more, and whoever asked has windows to answer meanwhile.
 */
import { rmSync } from 'node:fs'
import { Worker } from 'node:worker_threads'
import { createRunFolder, removeRunFolder, removeRunFolderNow } from '../../conductor/run-folder.ts'
import type { SimulateOptions } from '../../conductor/simulate.ts'
import { lockPathOf } from '../../recorder/run-lock.ts'

export type RecordOrder = Omit<SimulateOptions, 'listener' | 'folder'>
export type WorkerOrder = RecordOrder & { readonly folder: string }

const BESIDE = ['-wal', '-shm', '-journal']

/**
 * Resolves when the run file at `path`, which is reserved, is whole. Rejects where it could not be
 * made; then nothing is left of it, nor is where this process ends meanwhile. The folder of its
 * journals is made here: a thread that is stopped halfway removes nothing.
 */
export async function recordSeed(order: RecordOrder): Promise<void> {
  const folder = await createRunFolder()
  const discard = (): void => {
    removeRunFolderNow(folder)
    for (const suffix of [...BESIDE, '']) rmSync(`${order.path}${suffix}`, { force: true })
    rmSync(lockPathOf(order.path), { force: true })
  }
  process.once('exit', discard)
  try {
    await recordInThread({ ...order, folder })
  } catch (error) {
    discard()
    throw error
  } finally {
    process.off('exit', discard)
    await removeRunFolder(folder)
  }
}

/** The thread has ended when it settles. */
async function recordInThread(order: WorkerOrder): Promise<void> {
  const worker = new Worker(new URL('./record-worker.ts', import.meta.url), {
    workerData: order,
    name: 'recording',
  })
  const recorded = Promise.withResolvers<undefined>()
  worker.on('message', () => recorded.resolve(undefined))
  worker.on('error', (error) => recorded.reject(error))
  worker.on('exit', () => recorded.reject(new Error('the recording ended without a run')))
  try {
    await recorded.promise
  } finally {
    await worker.terminate()
  }
}
