/** One worker thread: told a drill, a mutant and how many seeds, it tells the first red one. */
import { parentPort } from 'node:worker_threads'
import { CHECKERS } from '../../core/checkers/index.ts'
import type { Drill } from '../../core/drills/drill.ts'
import { runDrill } from '../../core/simulation/run-drill.ts'

export interface Cell {
  readonly drill: string
  readonly mutant: string
}

/** A cell of the matrix that is yet to be filled. */
export interface CellOrder extends Cell {
  /** With the release planted. */
  readonly plan: Drill
  /** Seeds 1 to this. */
  readonly seeds: number
}

export interface CellResult extends Cell {
  /** The first seed whose verdict is `invalid`; null when none was. */
  readonly seed: number | null
  /** What was broken with it: a check, `expectation` or `recovery`; empty where nothing was. */
  readonly broken: string
}

const port = parentPort
if (port === null) throw new Error('this file runs as a worker thread alone')

port.on('message', ({ drill, mutant, plan, seeds }: CellOrder) => {
  let result: CellResult = { drill, mutant, seed: null, broken: '' }
  for (let seed = 1; seed <= seeds && result.seed === null; seed++) {
    const { document } = runDrill({
      drill: plan,
      seed: String(seed),
      checkers: CHECKERS,
      digest: 'steps',
    })
    if (document.verdict !== 'invalid') continue
    const check = document.checks.find(({ verdict }) => verdict === 'invalid')?.name
    const refuted = document.hypothesis.answer === 'refuted' ? 'expectation' : 'recovery'
    result = { drill, mutant, seed, broken: check ?? refuted }
  }
  port.postMessage(result)
})
