/**
 * Goal: the drills of the library are fair and sharp. Method: each is run in the simulator with
 * one seed on the correct core, where it must be valid with every fault proven; and those that
 * were made for a published bug are run on its mutant, where they must be invalid.
 */
import { describe, expect, it } from 'vitest'
import { CHECKERS } from '../../../core/checkers/index.ts'
import type { VerdictDocument } from '../../../core/drills/verdict-document.ts'
import { runDrill } from '../../../core/simulation/run-drill.ts'
import { formatDrillFileErrors } from '../../../electron/drill-files/drill-file-error.ts'
import { DRILLS_FOLDER, listDrills } from '../../../electron/drill-files/drill-library.ts'
import { loadDrill } from '../../../electron/drill-files/load-drill.ts'

const SEED = '1'

async function verdictOf(name: string, release: string): Promise<VerdictDocument> {
  const file = `${DRILLS_FOLDER}${name}.yaml`
  const loaded = await loadDrill(file, { overrides: [`system.release=${release}`] })
  if (!loaded.ok) throw new Error(formatDrillFileErrors(loaded.errors))
  return runDrill({ drill: loaded.drill, seed: SEED, checkers: CHECKERS }).document
}

const names = (await listDrills()).map(({ name }) => name)

describe(`on the correct core, seed ${SEED}`, () => {
  it.each(names)('%s is valid, and every fault did something', async (name) => {
    const { verdict, checks, warnings, faults, hypothesis } = await verdictOf(name, 'correct')
    const why = JSON.stringify({ seed: SEED, checks, warnings, hypothesis }, null, 1).slice(0, 4000)
    expect(verdict, why).toBe('valid')
    expect(faults.length).toBeGreaterThan(0)
    expect(faults.filter(({ proven }) => !proven)).toEqual([])
  })
})

describe(`on a mutant, seed ${SEED}`, () => {
  it.each([
    ['stale-read', 'local-reads'],
    ['power-loss', 'ack-before-fsync'],
    ['lossy-network', 'retry-without-session'],
    ['abd-minority-lost', 'no-write-back'],
  ])('%s catches %s', async (name, mutant) => {
    const { verdict, checks } = await verdictOf(name, mutant)
    expect(verdict).toBe('invalid')
    const broken = checks.find((check) => check.verdict === 'invalid')
    expect(broken?.witness?.sentence).toBeTruthy()
  })
})
