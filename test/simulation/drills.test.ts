/**
 * Goal: every drill that is shipped ends valid in the simulated world, on the correct system, and
 * each of its faults has a measured effect. Method: the drills of the library, each under a seed.
 */
import { describe, expect, it } from 'vitest'
import { CHECKERS } from '../../core/checkers/index.ts'
import { runDrill } from '../../core/simulation/run-drill.ts'
import { listDrills } from '../../electron/drill-files/drill-library.ts'

const SEED = '1'
const drills = await listDrills()

describe('shipped drills, simulated', () => {
  it('exist', () => {
    expect(drills.length).toBeGreaterThan(10)
  })

  it.each(drills)('$name is valid', ({ drill }) => {
    const { document } = runDrill({ drill, seed: SEED, checkers: CHECKERS })
    const told = `drill ${drill.name}, seed ${SEED}: ${JSON.stringify(document, null, 2)}`
    expect(document.verdict, told).toBe('valid')
    expect(document.faults.filter(({ proven }) => !proven)).toEqual([])
  })
})
