/**
 * For every published bug the smallest drill that shows it: what its own drill and seed become when
 * they are shrunk, written to `docs/mutants/drills/`.
 */
import { readFile } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import { CHECKERS } from '../../core/checkers/index.ts'
import type { Drill } from '../../core/drills/drill.ts'
import { CORRECT } from '../../core/runtime/spec.ts'
import { runDrill } from '../../core/simulation/run-drill.ts'
import { shrunkDrill } from '../../core/simulation/shrunk-drill.ts'
import { shrunkStory } from '../../core/simulation/shrunk-story.ts'
import type { Mutant } from '../../core/systems/system.ts'
import { DRILLS_FOLDER } from '../../electron/drill-files/drill-library.ts'
import { drillText } from '../../electron/drill-files/drill-text.ts'
import { loadDrill } from '../../electron/drill-files/load-drill.ts'
import { shrinkSeed } from '../../electron/explorer/shrink-seed.ts'
import type { SmallestDrill } from './pages.ts'
import { MUTANTS_FOLDER, writePage } from './write-page.ts'

export interface ShrunkMutant {
  readonly mutant: string
  /** Of the run that the mutant names, and of the drill that is kept. */
  readonly faults: { readonly before: number; readonly after: number }
  readonly trials: number
  readonly seconds: number
}

/** Shrinks what catches `mutant`; minutes, for a bug that needs a coincidence. */
export async function shrinkMutant(mutant: Mutant): Promise<ShrunkMutant> {
  const { drill: name, seed } = mutant.caughtBy
  const named = await planted(`${DRILLS_FOLDER}${name}.yaml`, mutant.name)
  if (named === null) throw new Error(`there is no drill ${name}`)
  const startedAt = performance.now()
  const shrunk = await shrinkSeed({ drill: named, seed })
  if (shrunk === null) throw new Error(`${name} with seed ${seed} does not show ${mutant.name}`)
  const story = shrunkStory(shrunk, mutant.caughtBy)
  await writePage(nameOf(mutant), drillText(shrunkDrill(shrunk), story))
  const seconds = Math.round((performance.now() - startedAt) / 1000)
  const before = runDrill({ drill: named, seed, checkers: [] }).outcome.faults.length
  const { faults: after, trials } = shrunk
  return { mutant: mutant.name, faults: { before, after }, trials, seconds }
}

/** What is kept for `mutant`; null where nothing is. */
export async function smallestDrill(mutant: Mutant): Promise<SmallestDrill | null> {
  const file = new URL(nameOf(mutant), MUTANTS_FOLDER)
  const drill = await planted(fileURLToPath(file), mutant.name)
  return drill === null ? null : { drill, text: await readFile(file, 'utf8') }
}

function nameOf({ name }: Mutant): string {
  return `drills/${name}.yaml`
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

async function planted(file: string, release: string): Promise<Drill | null> {
  const loaded = await loadDrill(file, { overrides: [`system.release=${release}`] })
  return loaded.ok ? loaded.drill : null
}
