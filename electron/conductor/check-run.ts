/**
 * Runs the checks of a recorded run on a thread of its own. A search may take many seconds, and
 * whoever conducts a drill has windows to answer meanwhile.
 */
import { Worker } from 'node:worker_threads'
import type { CheckResult, FinalState } from '../../core/checkers/checker.ts'
import type { Drill } from '../../core/drills/drill.ts'

export interface CheckOrder {
  /** Of the run file; its recorder has caught up with the journals. */
  readonly path: string
  readonly drill: Drill
  readonly finalStates: readonly FinalState[]
}

/** Rejects where the checks could not be run. The run file is closed again when this settles. */
export async function checkRun(
  order: CheckOrder,
  signal: AbortSignal,
): Promise<readonly CheckResult[] | 'aborted'> {
  if (signal.aborted) return 'aborted'
  const worker = new Worker(new URL('./check-run-worker.ts', import.meta.url), {
    workerData: order,
    name: 'checks',
  })
  const answered = Promise.withResolvers<readonly CheckResult[] | 'aborted'>()
  const abort = (): void => answered.resolve('aborted')
  signal.addEventListener('abort', abort)
  worker.on('message', (results: readonly CheckResult[]) => answered.resolve(results))
  worker.on('error', (error) => answered.reject(error))
  worker.on('exit', () => answered.reject(new Error('the checks ended without an answer')))
  try {
    return await answered.promise
  } finally {
    signal.removeEventListener('abort', abort)
    await worker.terminate()
  }
}
