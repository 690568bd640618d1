/**
 * Goal: the drills of the library are fair and sharp. Method: each is run in the simulator with
 * one seed on the correct core, where it must be valid with every fault proven; and those that
 * were made for a published bug must be invalid on its mutant, under one of a few seeds, and
 * valid on the correct core under that very seed.
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

/** Drill, mutant, and among how many seeds it has to show; chance meets some bugs seldom. */
const CATCHES: readonly (readonly [drill: string, mutant: string, seeds: number])[] = [
  ['stale-read', 'local-reads', 5],
  ['power-loss', 'ack-before-fsync', 1],
  ['lossy-network', 'retry-without-session', 2],
  ['abd-minority-lost', 'no-write-back', 1],
  ['figure-8', 'commit-previous-term', 40],
  ['double-vote', 'vote-before-store', 20],
]

describe('on a mutant', () => {
  it.each(CATCHES)(
    '%s catches %s within %i seeds',
    async (name, mutant, seeds) => {
      for (let seed = 1; seed <= seeds; seed++) {
        const { verdict, checks } = await verdictOf(name, mutant, String(seed))
        if (verdict === 'valid') continue
        expect(verdict, `seed ${seed}`).toBe('invalid')
        const broken = checks.find((check) => check.verdict === 'invalid')
        expect(broken?.witness?.sentence, `seed ${seed}`).toBeTruthy()
        const correct = await verdictOf(name, 'correct', String(seed))
        expect(correct.verdict, `seed ${seed}`).toBe('valid')
        return
      }
      throw new Error(`${name} was valid with ${mutant} under seeds 1 to ${seeds}`)
    },
    60_000,
  )

  it('leaves no mutant out', () => {
    const planted = SYSTEMS.flatMap(({ mutants }) => mutants.map(({ name }) => name)).sort()
    expect(CATCHES.map(([, mutant]) => mutant).sort()).toEqual(planted)
  })
})
