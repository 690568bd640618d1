/** The faults of a run file that may be a stranger's: only those whose plan is a list of actions. */
import type { Database } from 'better-sqlite3'
import { readFaults, type FaultRow } from '../../recorder/queries/faults.ts'

const FAULTS_MAX = 10_000

/** Throws what SQLite and JSON throw. */
export function readSoundFaults(database: Database): readonly FaultRow[] {
  return readFaults(database)
    .slice(0, FAULTS_MAX)
    .flatMap((fault) => {
      if (!Array.isArray(fault.apply)) return []
      const apply = listOf(fault.apply).filter(({ kind }) => typeof kind === 'string')
      return [{ ...fault, apply }]
    })
}

/** The objects of a list; none where it is no list. */
export function listOf<Item extends object>(list: readonly Item[] | undefined): readonly Item[] {
  if (!Array.isArray(list)) return []
  return (list as readonly Item[]).filter((item) => typeof item === 'object' && item !== null)
}
