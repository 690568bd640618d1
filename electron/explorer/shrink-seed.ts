/** Makes the drill of a failing seed small, on all cores. Knows nothing of terminals or files. */
import { checkDrill } from '../../core/drills/check-drill.ts'
import type { Drill } from '../../core/drills/drill.ts'
import { askingOnly } from '../../core/simulation/broken-promise.ts'
import type { Failure, Trial } from '../../core/simulation/failure.ts'
import { SEEDS_FOR_SMALLER_RUN, smallerRuns } from '../../core/simulation/smaller-runs.ts'
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
  /** Awaited before each trial, so that all threads can be held. */
  readonly mayGoOn?: () => Promise<void>
  /** Told before each further step. */
  readonly onStep?: (smallest: Shrunk, trialsMax: number) => void
}

/** Enough for every mutant; a few minutes on a small computer. */
export const TRIALS_MAX = 5000

/**
 * Null where the drill keeps its checks under that seed, is as expected and recovers: there is
 * nothing to look for in a smaller one. Rejects when Faultline itself failed in a worker.
 */
export async function shrinkSeed(options: ShrinkSeedOptions): Promise<Shrunk | null> {
  const { drill, seed, trialsMax = TRIALS_MAX, signal, onStep } = options
  const pool = new TrialPool(options.workers, options.mayGoOn)
  const stop = (): void => void pool.close()
  signal?.addEventListener('abort', stop, { once: true })
  let smallest: Shrunk | null = null
  try {
    if (signal?.aborted === true) return null
    const first = await pool.record(drill, seed)
    if (first === null) return null
    const failure = (await inSmallerRun(first, drill, pool)) ?? first
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

/** The same failure in a run that is as small as some seed allows; null: in none that is smaller. */
async function inSmallerRun(like: Failure, drill: Drill, pool: TrialPool): Promise<Failure | null> {
  const seeds = Array.from({ length: SEEDS_FOR_SMALLER_RUN }, (_, index) => String(index + 1))
  let found: Trial | null = null
  for (const way of smallerRuns) {
    for (;;) {
      const smaller = way(found?.drill ?? askingOnly(drill, like.promise))
      if (smaller === null || checkDrill(smaller, LIBRARY).length > 0) break
      const trials: readonly Trial[] = seeds.map((seed) => ({ drill: smaller, seed }))
      const first = await pool.firstFailing(trials, like)
      if (first === null) break
      found = trials[first] ?? null
    }
  }
  return found === null ? null : pool.record(found.drill, found.seed)
}
