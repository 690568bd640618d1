/**
 * Runs a simulated parent again under its seed and holds every step against its journals. What
 * was repeated so may be gone on with from any of its moments; a run of another version of
 * Faultline, or a fork with a seed of its own, is not repeated and answers null.
 */
import type { Database } from 'better-sqlite3'
import type { FaultRecord } from '../../../core/drills/standing-faults.ts'
import { runDrill, type DrillRun } from '../../../core/simulation/run-drill.ts'
import type { RunHeader } from '../../recorder/contract.ts'
import { readProcesses } from '../../recorder/queries/journal.ts'
import { DamagedJournalError, readEntries } from '../../recorder/read-entries.ts'

/** All the faults of the parent, in the order in which they were planned. `onTurn` as of `runDrill`. */
export function repeatParent(
  database: Database,
  { drill, seed, simulated }: RunHeader,
  onTurn: (nowMs: number) => void,
): readonly FaultRecord[] | null {
  if (!simulated) return null
  const run = runDrill({ drill, seed, checkers: [], journal: 'keep', onTurn })
  return isRecorded(run, database) ? run.outcome.faults : null
}

function isRecorded({ journals }: DrillRun, database: Database): boolean {
  if (journals.length !== readProcesses(database).length) return false
  return journals.every(({ process, entries }) => {
    let place = 0
    try {
      for (const recorded of readEntries(database, process)) {
        const entry = entries[place++]
        if (entry === undefined || entry.kind !== recorded.kind) return false
        if (entry.machine !== recorded.machine || entry.atUs !== recorded.atUs) return false
        if (entry.kind === 'step' && recorded.kind === 'step' && entry.digest !== recorded.digest) {
          return false
        }
      }
    } catch (error) {
      if (error instanceof DamagedJournalError) return false
      throw error
    }
    return place === entries.length
  })
}
