/**
 * What one step asked for, found by running its machine again from the beginning of that life. A
 * step that lies too deep in its journal is not looked for: nobody would wait so long.
 */
import { setImmediate } from 'node:timers/promises'
import type { Database } from 'better-sqlite3'
import type { Machine } from '../../../../core/runtime/machine.ts'
import { ReplayedLife } from '../../../../core/runtime/replayed-life.ts'
import type { MachineSpec } from '../../../../core/runtime/spec.ts'
import { readProcessesOf } from '../../../recorder/queries/journal.ts'
import type { StepPlace } from '../messages.ts'
import { readSoundEntries } from '../open-timeline.ts'
import { plainData } from '../plain-data.ts'

/** Under a second of work. */
const ENTRIES_MAX = 300_000
const SLICE_ENTRIES = 4_096

/** Empty where it is not known. */
export async function readEffects(
  database: Database,
  place: StepPlace,
  create: (spec: MachineSpec) => Machine,
): Promise<readonly unknown[]> {
  let life: ReplayedLife | null = null
  let entries = 0
  for (const process of readProcessesOf(database, place.machine)) {
    for (const entry of readSoundEntries(database, process)) {
      if (++entries > ENTRIES_MAX) return []
      if (entries % SLICE_ENTRIES === 0) await setImmediate()
      if (entry.machine !== place.machine) continue
      if (entry.kind === 'boot') {
        life = entry.incarnation === place.incarnation ? new ReplayedLife(entry, create) : null
        continue
      }
      const effects = life?.step(entry) ?? null
      if (life === null) continue
      if (effects === null) return []
      if (entry.lamport === place.lamport) return effects.map(plainData)
    }
  }
  return []
}
