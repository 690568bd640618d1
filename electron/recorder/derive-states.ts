/**
 * Makes the states of a run from its journals, when it is sealed: from then on every moment of it
 * is told at once. What cannot be replayed is left unknown, and said once for each machine.
 */
import type { Database } from 'better-sqlite3'
import { createMachine } from '../../core/systems/create-machine.ts'
import { TIMELINE_ENTRIES_AT_SEAL_MAX } from './derive-timeline.ts'
import { readProcesses } from './queries/journal.ts'
import { StatePageWriter } from './queries/state-pages.ts'
import { mergeByTime, readEntries } from './read-entries.ts'
import { StatePagesBuilder } from './states/state-pages-builder.ts'

/** Replaces the states that are there; does nothing where the run is too long for a moment's work. */
export function deriveStates(database: Database): 'derived' | 'too-long' {
  const processes = readProcesses(database)
  const entries = processes.reduce((sum, process) => sum + process.entries, 0)
  if (entries > TIMELINE_ENTRIES_AT_SEAL_MAX) return 'too-long'
  database.transaction(() => {
    database.prepare('DELETE FROM state_page').run()
    const writer = new StatePageWriter(database)
    const builder = new StatePagesBuilder({
      create: createMachine,
      write: (page) => writer.add(page),
    })
    const journals = processes.map(({ name }) => readEntries(database, name))
    for (const entry of mergeByTime(journals)) builder.take(entry)
    builder.cut()
  })()
  return 'derived'
}
