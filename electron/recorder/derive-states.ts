/**
 * Makes the states of a run from its journals, once it was judged: from then on every moment of it
 * is told at once. What cannot be replayed is left unknown, and said once for each machine.
 */
import type { Database } from 'better-sqlite3'
import { createMachine } from '../../core/systems/create-machine.ts'
import { readProcesses } from './queries/journal.ts'
import { StatePageWriter } from './queries/state-pages.ts'
import { mergeByTime, readEntries } from './read-entries.ts'
import { StatePagesBuilder } from './states/state-pages-builder.ts'

/**
 * A longer run is not replayed for its states. It has no timeline that could be opened, and to write
 * down that of this length takes a thread a minute.
 */
export const STATES_ENTRIES_MAX = 3_000_000

const SLICE_ENTRIES = 8_192

/**
 * Replaces the states that are there; does nothing where the run is too long. The pages
 * come into the file all at once: it holds the states of the whole run or none. `progress` is told
 * many times how much is done, from 0 to 1; no transaction is open then, so it may wait.
 */
export function deriveStates(
  database: Database,
  progress: (share: number) => void = () => {},
): 'derived' | 'too-long' {
  const processes = readProcesses(database)
  const entries = processes.reduce((sum, process) => sum + process.entries, 0)
  if (entries > STATES_ENTRIES_MAX) return 'too-long'
  const writer = new StatePageWriter(database)
  const builder = new StatePagesBuilder({
    create: createMachine,
    write: (page) => writer.add(page),
  })
  let taken = 0
  for (const entry of mergeByTime(processes.map(({ name }) => readEntries(database, name)))) {
    builder.take(entry)
    if (++taken % SLICE_ENTRIES === 0) progress(taken / entries)
  }
  builder.cut()
  writer.bringIn()
  return 'derived'
}
