/**
 * Worker threads that answer which of some trials is the first that fails. Trials are begun in
 * order, and the first is the first by number, not by time: the answer does not depend on how many
 * threads there are.
 */
import { availableParallelism } from 'node:os'
import { Worker } from 'node:worker_threads'
import type { Drill } from '../../core/drills/drill.ts'
import type { Failure, Likeness, Trial } from '../../core/simulation/failure.ts'
import type { TrialAnswer, TrialJob } from './trial-worker.ts'

const WORKER_ENTRY = new URL('./trial-worker.ts', import.meta.url)

export class TrialPool {
  readonly #workers: readonly TrialWorker[]
  readonly #mayGoOn: () => Promise<void>

  /** `workers`: threads; absent: one for each core. `mayGoOn` is awaited before each trial. */
  constructor(
    workers: number = availableParallelism(),
    mayGoOn: () => Promise<void> = () => Promise.resolve(),
  ) {
    this.#mayGoOn = mayGoOn
    this.#workers = Array.from({ length: workers }, () => new TrialWorker())
  }

  /** What `drill` breaks under `seed`; rejects when Faultline itself failed. */
  async record(drill: Drill, seed: string): Promise<Failure | null> {
    const answer = await this.#workers[0]?.ask({ kind: 'record', drill, seed })
    return answer?.kind === 'record' ? answer.failure : null
  }

  /** Null where none fails. Rejects when Faultline itself failed, or the pool was closed. */
  async firstFailing(trials: readonly Trial[], like: Likeness): Promise<number | null> {
    const { promise, greenOnCorrect, needsFaults } = like
    let next = 0
    let first: number | null = null
    const work = async (worker: TrialWorker): Promise<void> => {
      for (;;) {
        await this.#mayGoOn()
        if (next >= (first ?? trials.length)) return
        const index = next++
        const trial = trials[index] as Trial
        const common = { promise, greenOnCorrect, needsFaults }
        const answer = await worker.ask({ kind: 'try', trial, like: common })
        if (answer.kind === 'try' && answer.fails) first = Math.min(index, first ?? index)
      }
    }
    await Promise.all(this.#workers.map(work))
    return first
  }

  async close(): Promise<void> {
    await Promise.all(this.#workers.map((worker) => worker.end()))
  }
}

interface Open {
  resolve(answer: TrialAnswer): void
  reject(error: unknown): void
}

/** One thread with at most one open question. */
class TrialWorker {
  readonly #worker = new Worker(WORKER_ENTRY)
  #open: Open | null = null
  #ended: Error | null = null

  constructor() {
    this.#worker.on('message', (answer: TrialAnswer) => {
      const open = this.#open
      this.#open = null
      open?.resolve(answer)
    })
    this.#worker.on('error', (error) => this.#fail(error))
    this.#worker.on('exit', () => this.#fail(new Error('the worker of a search ended')))
  }

  ask(job: TrialJob): Promise<TrialAnswer> {
    if (this.#ended !== null) return Promise.reject(this.#ended)
    return new Promise((resolve, reject) => {
      this.#open = { resolve, reject }
      this.#worker.postMessage(job)
    })
  }

  async end(): Promise<void> {
    await this.#worker.terminate()
  }

  #fail(reason: unknown): void {
    const error = reason instanceof Error ? reason : new Error(String(reason))
    this.#ended ??= error
    this.#open?.reject(this.#ended)
    this.#open = null
  }
}
