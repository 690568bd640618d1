/**
 * Looks at a live run while it is being recorded, on a thread of its own, and tells at once when a
 * promise was broken. It decides nothing: the verdict, in the end, looks at everything again.
 */
import { Worker } from 'node:worker_threads'
import type { Drill } from '../../core/drills/drill.ts'

export interface WatchOrder {
  /** Of the run file, which is there. */
  readonly path: string
  readonly drill: Drill
}

export interface BrokenPromise {
  /** The name of the check. */
  readonly check: string
  readonly sentence: string
  /** The answer after which nothing could be right any more, microseconds since the run began. */
  readonly atUs: number
}

export interface PromiseWatch {
  /** Resolves when the thread is gone, and with it its hold on the run file. */
  end(): Promise<void>
}

/** `trouble` is told at most once, where the watching itself failed; the drill goes on. */
export function watchPromises(
  order: WatchOrder,
  told: (broken: BrokenPromise) => void,
  trouble: (reason: string) => void,
): PromiseWatch {
  const worker = new Worker(new URL('./watch-promises-worker.ts', import.meta.url), {
    workerData: order,
    name: 'watch',
  })
  worker.on('message', told)
  worker.on('error', (error) => trouble(error instanceof Error ? error.message : String(error)))
  return {
    async end() {
      worker.removeAllListeners('message')
      await worker.terminate()
    },
  }
}
