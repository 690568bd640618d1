/** The thread of `check-run.ts`: reads what was recorded, runs every check on it, and ends. */
import { parentPort, workerData } from 'node:worker_threads'
import SQLite from 'better-sqlite3'
import type { Recording } from '../../core/checkers/checker.ts'
import { CHECKERS } from '../../core/checkers/index.ts'
import { runChecks } from '../../core/drills/judge.ts'
import { findSystem } from '../../core/systems/index.ts'
import { readHistory } from '../recorder/queries/history.ts'
import { readNodeReports } from '../recorder/queries/reports.ts'
import type { CheckOrder } from './check-run.ts'

const { path, drill, finalStates } = workerData as CheckOrder
const invariants = findSystem(drill.system.kind)?.invariants ?? []
const results = runChecks({ drill, recording: read(), checkers: CHECKERS, invariants })
parentPort?.postMessage(results)

/** The file is our own and its writer still holds it, so it is read as it is. */
function read(): Recording {
  const database = new SQLite(path, { readonly: true })
  try {
    const { kind, clients, options } = drill.workload
    return {
      workload: { kind, clients, options },
      history: readHistory(database),
      reports: readNodeReports(database),
      finalStates,
    }
  } finally {
    database.close()
  }
}
