/**
 * Every drill of a system against every published bug of it. One worker thread for each core,
 * one cell at a time; a cell ends with the first seed that is red.
 */
import { once } from 'node:events'
import { availableParallelism } from 'node:os'
import { Worker } from 'node:worker_threads'
import type { Drill } from '../../core/drills/drill.ts'
import { CORRECT } from '../../core/runtime/spec.ts'
import { findSystem } from '../../core/systems/index.ts'
import type { LibraryDrill } from '../../electron/drill-files/drill-library.ts'
import type { CellOrder, CellResult } from './matrix-worker.ts'

export interface MatrixOptions {
  readonly drills: readonly LibraryDrill[]
  /** Seeds of each cell. */
  readonly seeds: number
  readonly onCell?: (result: CellResult, done: number, all: number) => void
}

/** Drill by drill, the correct core first. */
function cellsOf({ drills, seeds }: MatrixOptions): CellOrder[] {
  return drills.flatMap(({ name, drill }) => {
    const mutants = findSystem(drill.system.kind)?.mutants ?? []
    const releases = [CORRECT, ...mutants.map(({ name }) => name)]
    return releases.map((mutant) => ({
      drill: name,
      mutant,
      plan: planted(drill, mutant),
      seeds,
    }))
  })
}

/** Runs all cells; results in the order of `cellsOf`. */
export async function fillMatrix(options: MatrixOptions): Promise<CellResult[]> {
  const cells = cellsOf(options)
  const results = new Map<CellOrder, CellResult>()
  let next = 0
  const work = async (): Promise<void> => {
    const worker = new Worker(new URL('./matrix-worker.ts', import.meta.url))
    try {
      for (let cell = cells[next++]; cell !== undefined; cell = cells[next++]) {
        const result = await answer(worker, cell)
        results.set(cell, result)
        options.onCell?.(result, results.size, cells.length)
      }
    } finally {
      await worker.terminate()
    }
  }
  await Promise.all(Array.from({ length: availableParallelism() }, work))
  return cells.flatMap((cell) => results.get(cell) ?? [])
}

async function answer(worker: Worker, cell: CellOrder): Promise<CellResult> {
  worker.postMessage(cell)
  const [result] = (await once(worker, 'message')) as [CellResult]
  return result
}

function planted(drill: Drill, release: string): Drill {
  return { ...drill, system: { ...drill.system, release } }
}
