/** One worker thread of a search for a smaller drill: told one trial at a time. */
import { parentPort } from 'node:worker_threads'
import { CHECKERS } from '../../core/checkers/index.ts'
import type { Drill } from '../../core/drills/drill.ts'
import {
  failsAlike,
  failureOf,
  type Failure,
  type Likeness,
  type Trial,
} from '../../core/simulation/failure.ts'

export type TrialJob =
  | { readonly kind: 'record'; readonly drill: Drill; readonly seed: string }
  | { readonly kind: 'try'; readonly trial: Trial; readonly like: Likeness }

export type TrialAnswer =
  | { readonly kind: 'record'; readonly failure: Failure | null }
  | { readonly kind: 'try'; readonly fails: boolean }

const port = parentPort
if (port === null) throw new Error('this file runs as a worker thread alone')

port.on('message', (job: TrialJob) => port.postMessage(answer(job)))

function answer(job: TrialJob): TrialAnswer {
  if (job.kind === 'try') {
    return { kind: 'try', fails: failsAlike(job.trial, job.like, CHECKERS) }
  }
  return { kind: 'record', failure: failureOf(job.drill, job.seed, CHECKERS) }
}
