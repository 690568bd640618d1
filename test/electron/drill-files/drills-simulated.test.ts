/**
 * Goal: the drills of the library are fair and sharp. Method: each is run in the simulator with
 * one seed on the correct core, where it must be valid with every fault proven; and each published
 * bug must turn the drill that it names red, with the seed that it names, which is green without.
 */
import { describe, expect, it } from 'vitest'
import { CHECKERS } from '../../../core/checkers/index.ts'
import type { VerdictDocument } from '../../../core/drills/verdict-document.ts'
import { SYSTEMS } from '../../../core/systems/index.ts'
import { runDrill } from '../../../core/simulation/run-drill.ts'
import { formatDrillFileErrors } from '../../../electron/drill-files/drill-file-error.ts'
import { DRILLS_FOLDER, listDrills } from '../../../electron/drill-files/drill-library.ts'
import { loadDrill } from '../../../electron/drill-files/load-drill.ts'

const SEED = '1'

async function verdictOf(name: string, release: string, seed = SEED): Promise<VerdictDocument> {
  const file = `${DRILLS_FOLDER}${name}.yaml`
  const loaded = await loadDrill(file, { overrides: [`system.release=${release}`] })
  if (!loaded.ok) throw new Error(formatDrillFileErrors(loaded.errors))
  return runDrill({ drill: loaded.drill, seed, checkers: CHECKERS }).document
}

const drills = await listDrills()

describe(`on the correct core, seed ${SEED}`, () => {
  it.each(drills)('$name is valid, and every fault did something', async ({ name, drill }) => {
    const { verdict, checks, warnings, faults, hypothesis } = await verdictOf(name, 'correct')
    const why = JSON.stringify({ seed: SEED, checks, warnings, hypothesis }, null, 1).slice(0, 4000)
    expect(verdict, why).toBe('valid')
    expect(faults.length).toBeGreaterThan(0)
    // Of random faults one may hit what another has taken down already.
    if (drill.random === undefined) expect(faults.filter(({ proven }) => !proven)).toEqual([])
  })
})

/**
 * Published bugs, each with the seed with which its own drill shows it. When a change of a system
 * shifts what its seeds do, `npm run mutants` tells which seed shows the bug now.
 */
const MUTANTS = SYSTEMS.flatMap(({ mutants }) => mutants)

describe('on a mutant', () => {
  it.each(MUTANTS)(
    '$name turns $caughtBy.drill red, and without it the same seed is green',
    async ({ name, caughtBy: { drill, seed } }) => {
      const { verdict, checks, hypothesis } = await verdictOf(drill, name, seed)
      expect(verdict).toBe('invalid')
      const broken = checks.find((check) => check.verdict === 'invalid')
      const refuted = hypothesis.measured.find(({ met }) => !met)
      expect(broken?.witness?.sentence ?? refuted?.told).toBeTruthy()
      const correct = await verdictOf(drill, 'correct', seed)
      expect(correct.verdict).toBe('valid')
    },
    60_000,
  )
})
