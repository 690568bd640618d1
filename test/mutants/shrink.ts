/**
 * For every published bug the smallest drill that shows it: what its own drill and seed become when
 * they are shrunk, written to `docs/mutants/drills/`. A file that is there is only replaced by one
 * with fewer faults, or where it no longer shows the bug.
 */
import { mkdir, writeFile } from 'node:fs/promises'
import { CHECKERS } from '../../core/checkers/index.ts'
import type { Drill } from '../../core/drills/drill.ts'
import { CORRECT } from '../../core/runtime/spec.ts'
import { runDrill } from '../../core/simulation/run-drill.ts'
import type { Shrunk } from '../../core/simulation/shrink.ts'
import { shrunkDrill } from '../../core/simulation/shrunk-drill.ts'
import { shrunkStory } from '../../core/simulation/shrunk-story.ts'
import type { Mutant } from '../../core/systems/system.ts'
import { DRILLS_FOLDER } from '../../electron/drill-files/drill-library.ts'
import { drillText } from '../../electron/drill-files/drill-text.ts'
import { loadDrill } from '../../electron/drill-files/load-drill.ts'
import { shrinkSeed } from '../../electron/explorer/shrink-seed.ts'

export const SHRUNK_FOLDER = new URL('../../docs/mutants/drills/', import.meta.url)

export interface ShrunkMutant {
  readonly mutant: string
  /** Of the run that was shrunk, and of the drill that is kept. */
  readonly faults: { readonly before: number; readonly after: number }
  readonly trials: number
  readonly seconds: number
  /** Whether the file was written. */
  readonly kept: boolean
}

/** Shrinks what catches `mutant`; minutes, for a bug that needs a coincidence. */
export async function shrinkMutant(mutant: Mutant): Promise<ShrunkMutant> {
  const { drill: name, seed } = mutant.caughtBy
  const drill = await planted(`${DRILLS_FOLDER}${name}.yaml`, mutant.name)
  if (drill === null) throw new Error(`there is no drill ${name}`)
  const startedAt = performance.now()
  const shrunk = await shrinkSeed({ drill, seed })
  if (shrunk === null) throw new Error(`${name} with seed ${seed} does not show ${mutant.name}`)
  const seconds = Math.round((performance.now() - startedAt) / 1000)
  const before = runDrill({ drill, seed, checkers: [] }).outcome.faults.length
  const kept = await keep(mutant, shrunk)
  const { faults: after, trials } = shrunk
  return { mutant: mutant.name, faults: { before, after }, trials, seconds, kept }
}

/** Whether `drill`, under the seed that it names, is red with its release and green without. */
export function showsBug(drill: Drill): boolean {
  const verdictOf = (release: string): string => {
    const system = { ...drill.system, release }
    const seed = drill.seed ?? ''
    return runDrill({ drill: { ...drill, system }, seed, checkers: CHECKERS }).document.verdict
  }
  return verdictOf(drill.system.release) === 'invalid' && verdictOf(CORRECT) === 'valid'
}

async function keep({ name, caughtBy }: Mutant, shrunk: Shrunk): Promise<boolean> {
  const file = new URL(`${name}.yaml`, SHRUNK_FOLDER)
  const there = await planted(file.pathname, name)
  if (there !== null && there.schedule.length <= shrunk.faults && showsBug(there)) return false
  await mkdir(SHRUNK_FOLDER, { recursive: true })
  await writeFile(file, drillText(shrunkDrill(shrunk), shrunkStory(shrunk, caughtBy)))
  return true
}

async function planted(file: string, release: string): Promise<Drill | null> {
  const loaded = await loadDrill(file, { overrides: [`system.release=${release}`] })
  return loaded.ok ? loaded.drill : null
}
