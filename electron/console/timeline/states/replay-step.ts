/**
 * One step, found by running its machine again from the beginning of that life: what it asked for,
 * and how the machine stood before and after it. A step that lies too deep in its journal is not
 * looked for: nobody would wait so long.
 */
import { setImmediate } from 'node:timers/promises'
import type { Database } from 'better-sqlite3'
import type { Inspection, Machine } from '../../../../core/runtime/machine.ts'
import { ReplayedLife } from '../../../../core/runtime/replayed-life.ts'
import type { MachineSpec } from '../../../../core/runtime/spec.ts'
import { readProcessesOf } from '../../../recorder/queries/journal.ts'
import { LogHistory } from '../../../recorder/states/log-history.ts'
import type { PagedState } from '../../../recorder/states/state-page.ts'
import type { StepPlace } from '../messages.ts'
import { readSoundEntries } from '../open-timeline.ts'
import { plainData } from '../plain-data.ts'

/** Under a second of work. */
const ENTRIES_MAX = 300_000
const SLICE_ENTRIES = 4_096

export interface ReplayedStep {
  readonly effects: readonly unknown[]
  readonly before: PagedState
  readonly after: PagedState
}

/** Null where it is not known. */
export async function replayStep(
  database: Database,
  place: StepPlace,
  create: (spec: MachineSpec) => Machine,
): Promise<ReplayedStep | null> {
  let life: ReplayedLife | null = null
  let entries = 0
  for (const process of readProcessesOf(database, place.machine)) {
    for (const entry of readSoundEntries(database, process)) {
      if (++entries > ENTRIES_MAX) return null
      if (entries % SLICE_ENTRIES === 0) await setImmediate()
      if (entry.machine !== place.machine) continue
      if (entry.kind === 'boot') {
        life = entry.incarnation === place.incarnation ? new ReplayedLife(entry, create) : null
        continue
      }
      if (life === null) continue
      const wanted = entry.lamport === place.lamport
      const before = wanted ? stateOf(life) : null
      const effects = life.step(entry)
      if (effects === null) return null
      if (before !== null) {
        return { effects: effects.map(plainData), before, after: stateOf(life) }
      }
    }
  }
  return null
}

function stateOf(life: ReplayedLife): PagedState {
  const inspection = life.inspect()
  const view = life.examine()?.log
  const log = new LogHistory()
  if (view !== undefined) log.record(0, view)
  return {
    inspection: inspection === null ? null : (plainData(inspection) as Inspection),
    log: log.at(0),
  }
}
