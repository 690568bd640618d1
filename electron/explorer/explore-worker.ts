/** One worker thread: told which seeds, it tells what became of each. */
import { parentPort, workerData } from 'node:worker_threads'
import { CHECKERS } from '../../core/checkers/index.ts'
import type { Drill } from '../../core/drills/drill.ts'
import { explore } from '../../core/simulation/explore.ts'
import { outcomeOf, type SeedOutcome } from './seed-outcome.ts'

/** Both included. */
export interface SeedBatch {
  readonly from: number
  readonly to: number
}

export interface BatchNews {
  readonly outcome: SeedOutcome
  /** It was the last of its batch. */
  readonly done: boolean
}

export interface ExploreWorkerData {
  readonly drill: Drill
  /** Each seed is run again, to see whether it does the same. */
  readonly twice: boolean
}

const { drill, twice } = workerData as ExploreWorkerData
const port = parentPort
if (port === null) throw new Error('this file runs as a worker thread alone')

port.on('message', ({ from, to }: SeedBatch) => {
  explore({
    drill,
    twice,
    checkers: CHECKERS,
    fromSeed: from,
    toSeed: to,
    onSeed: (explored) => {
      const outcome = outcomeOf(explored)
      const news: BatchNews = { outcome, done: explored.seed === String(to) }
      port.postMessage(news)
    },
  })
})
