/** Makes the drill of a failing seed small, on all cores. Knows nothing of terminals or files. */
import type { Drill } from '../../core/drills/drill.ts'
import { shrink, type Shrunk } from '../../core/simulation/shrink.ts'
import { LIBRARY } from '../drill-files/load-drill.ts'
import { TrialPool } from './trial-pool.ts'

export interface ShrinkSeedOptions {
  readonly drill: Drill
  readonly seed: string
  /** Runs in all; absent: `TRIALS_MAX`. */
  readonly trialsMax?: number
  /** Worker threads; absent: one for each core. */
  readonly workers?: number
  /** Stops at once when it aborts; the smallest drill found until then is the result. */
  readonly signal?: AbortSignal
  /** Told before each further step. */
  readonly onStep?: (smallest: Shrunk, trialsMax: number) => void
}

/** Enough for every mutant; a few minutes on a small computer. */
export const TRIALS_MAX = 5000

/**
 * Null where the drill keeps its checks and recovers under that seed: there is nothing to look for
 * in a smaller one. Rejects when Faultline itself failed in a worker.
 */
export async function shrinkSeed(options: ShrinkSeedOptions): Promise<Shrunk | null> {
  const { drill, seed, trialsMax = TRIALS_MAX, signal, onStep } = options
  const pool = new TrialPool(options.workers)
  const stop = (): void => void pool.close()
  signal?.addEventListener('abort', stop, { once: true })
  let smallest: Shrunk | null = null
  try {
    if (signal?.aborted === true) return null
    const failure = await pool.record(drill, seed)
    if (failure === null) return null
    const search = shrink({ failure, library: LIBRARY, trialsMax })
    let step = search.next()
    while (step.done !== true) {
      smallest = step.value.smallest
      onStep?.(smallest, trialsMax)
      step = search.next(await pool.firstFailing(step.value.trials, failure))
    }
    return step.value
  } catch (error) {
    // Stopped in the middle of a trial.
    if (signal?.aborted === true) return smallest
    throw error
  } finally {
    signal?.removeEventListener('abort', stop)
    await pool.close()
  }
}
