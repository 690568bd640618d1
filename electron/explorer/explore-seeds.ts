/**
 * Explores a range of seeds on all cores. Batches are handed out in order and small, so that no
 * worker idles at the end and a stop is soon obeyed; outcomes come in any order and are sorted.
 */
import { availableParallelism } from 'node:os'
import { Worker } from 'node:worker_threads'
import type { Drill } from '../../core/drills/drill.ts'
import type { BatchNews, ExploreWorkerData, SeedBatch } from './explore-worker.ts'
import type { SeedOutcome } from './seed-outcome.ts'

export interface ExploreSeedsOptions {
  readonly drill: Drill
  /** Both included. */
  readonly fromSeed: number
  readonly toSeed: number
  /** Worker threads; absent: one for each core. */
  readonly workers?: number
  /** Run each seed twice and compare what it did. */
  readonly twice?: boolean
  /** Hand out no more seeds once one was not valid. */
  readonly stopOnFailure?: boolean
  /** Stops at once when it aborts; what was explored until then is told. */
  readonly signal?: AbortSignal
  /** Awaited before a thread is handed more seeds, so that all of them can be held. */
  readonly mayGoOn?: () => Promise<void>
  readonly onOutcome?: (outcome: SeedOutcome, tally: Tally) => void
}

export interface Tally {
  readonly seeds: number
  readonly valid: number
  readonly invalid: number
  readonly unknown: number
  readonly simulatedMs: number
}

export interface ExploredSeeds extends Tally {
  /** Every seed that was not valid, in order. */
  readonly failing: readonly SeedOutcome[]
  /** Seeds that did something else the second time, in order. */
  readonly differing: readonly string[]
}

const SEEDS_IN_BATCH = 4
const WORKER_ENTRY = new URL('./explore-worker.ts', import.meta.url)

/** Rejects when Faultline itself failed in a worker. */
export async function exploreSeeds(options: ExploreSeedsOptions): Promise<ExploredSeeds> {
  const { fromSeed, toSeed, signal } = options
  const batches = new Batches(fromSeed, toSeed)
  const collected = new Collected(options)
  const wanted = Math.min(
    options.workers ?? availableParallelism(),
    Math.ceil((toSeed - fromSeed + 1) / SEEDS_IN_BATCH),
  )
  const more = (): SeedBatch | null => {
    const enough = options.stopOnFailure === true && collected.failing.length > 0
    return enough || signal?.aborted === true ? null : batches.next()
  }
  const workers = Array.from({ length: wanted }, () => work(options, collected, more))
  try {
    await Promise.all(workers)
  } finally {
    // Where one worker failed, the others end with the seeds that they have.
    batches.end()
  }
  return collected.result()
}

/** One worker thread from its first batch to its last. */
async function work(
  { drill, signal, mayGoOn, twice = false }: ExploreSeedsOptions,
  collected: Collected,
  more: () => SeedBatch | null,
): Promise<void> {
  const workerData: ExploreWorkerData = { drill, twice }
  const worker = new Worker(WORKER_ENTRY, { workerData })
  const stop = (): void => void worker.terminate()
  signal?.addEventListener('abort', stop, { once: true })
  try {
    await new Promise<void>((resolve, reject) => {
      const next = async (): Promise<void> => {
        await mayGoOn?.()
        const batch = more()
        if (batch === null) resolve()
        else worker.postMessage(batch)
      }
      worker.on('message', ({ outcome, done }: BatchNews) => {
        collected.add(outcome)
        if (done) void next()
      })
      worker.on('error', reject)
      worker.on('exit', () => resolve())
      void next()
    })
  } finally {
    signal?.removeEventListener('abort', stop)
    await worker.terminate()
  }
}

class Batches {
  #next: number
  readonly #last: number

  constructor(first: number, last: number) {
    this.#next = first
    this.#last = last
  }

  /** No more are handed out. */
  end(): void {
    this.#next = this.#last + 1
  }

  next(): SeedBatch | null {
    if (this.#next > this.#last) return null
    const from = this.#next
    this.#next = Math.min(from + SEEDS_IN_BATCH, this.#last + 1)
    return { from, to: this.#next - 1 }
  }
}

class Collected {
  readonly failing: SeedOutcome[] = []
  readonly #options: ExploreSeedsOptions
  readonly #differing: string[] = []
  #tally = { seeds: 0, valid: 0, invalid: 0, unknown: 0, simulatedMs: 0 }

  constructor(options: ExploreSeedsOptions) {
    this.#options = options
  }

  add(outcome: SeedOutcome): void {
    this.#tally.seeds++
    this.#tally[outcome.verdict]++
    this.#tally.simulatedMs += outcome.simulatedMs
    if (outcome.verdict !== 'valid') this.failing.push(outcome)
    if (outcome.differs) this.#differing.push(outcome.seed)
    this.#options.onOutcome?.(outcome, this.#tally)
  }

  result(): ExploredSeeds {
    const failing = this.failing.sort((left, right) => Number(left.seed) - Number(right.seed))
    const differing = this.#differing.sort((left, right) => Number(left) - Number(right))
    return { ...this.#tally, failing, differing }
  }
}
