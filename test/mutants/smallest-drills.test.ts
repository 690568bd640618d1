/**
 * Goal: every published bug has a drill so small that a person sees why it fails. Method: the files
 * of `docs/mutants/drills/`, each run in the simulator with its bug and without. When a change of a
 * system shifts what their seeds do, `npm run mutants -- shrink NAME` makes them anew.
 */
import { describe, expect, it } from 'vitest'
import { SYSTEMS } from '../../core/systems/index.ts'
import { showsBug, smallestDrill } from './shrink.ts'

const FAULTS_MAX = 5

describe('the smallest drill', () => {
  it.each(SYSTEMS.flatMap(({ mutants }) => mutants))(
    `of $name has at most ${FAULTS_MAX} faults, is red with it and green without`,
    async (mutant) => {
      const smallest = await smallestDrill(mutant)
      if (smallest === null) throw new Error(`npm run mutants -- shrink ${mutant.name}`)
      const { drill } = smallest
      expect(drill.random).toBeUndefined()
      expect(drill.schedule.length).toBeLessThanOrEqual(FAULTS_MAX)
      expect(drill.system.release).toBe(mutant.name)
      expect(showsBug(drill), `seed ${drill.seed ?? 'none'}`).toBe(true)
    },
    30_000,
  )
})
