/**
 * Goal: a failing seed becomes a small drill file that shows the bug and nothing else. Method:
 * published bugs under the drills that were made for them, on real worker threads; what comes out
 * is written as a file, read again, and run with the bug and without.
 */
import { describe, expect, it } from 'vitest'
import { CHECKERS } from '../../../core/checkers/index.ts'
import type { Drill } from '../../../core/drills/drill.ts'
import { CORRECT } from '../../../core/runtime/spec.ts'
import { runDrill } from '../../../core/simulation/run-drill.ts'
import { shrunkDrill } from '../../../core/simulation/shrunk-drill.ts'
import { DRILLS_FOLDER } from '../../../electron/drill-files/drill-library.ts'
import { drillText } from '../../../electron/drill-files/drill-text.ts'
import { loadDrill, parseDrill } from '../../../electron/drill-files/load-drill.ts'
import { shrinkSeed } from '../../../electron/explorer/shrink-seed.ts'

async function planted(name: string, mutant: string): Promise<Drill> {
  const file = `${DRILLS_FOLDER}${name}.yaml`
  const loaded = await loadDrill(file, { overrides: [`system.release=${mutant}`] })
  if (!loaded.ok) throw new Error(JSON.stringify(loaded.errors))
  return loaded.drill
}

function verdictOf(drill: Drill, release: string): string {
  const system = { ...drill.system, release }
  const seed = drill.seed ?? ''
  return runDrill({ drill: { ...drill, system }, seed, checkers: CHECKERS }).document.verdict
}

describe('a failing seed', () => {
  it.each([
    ['power-loss', 'ack-before-fsync', '1', 2],
    ['abd-minority-lost', 'no-write-back', '1', 2],
  ] as const)(
    '%s with %s becomes a small drill, red with the bug and green without',
    async (name, mutant, seed, faultsMax) => {
      const drill = await planted(name, mutant)
      const shrunk = await shrinkSeed({ drill, seed, trialsMax: 120 })
      if (shrunk === null) throw new Error('it no longer fails')
      expect(shrunk.faults).toBeLessThanOrEqual(faultsMax)
      const parsed = parseDrill(drillText(shrunkDrill(shrunk)), 'shrunk.yaml')
      if (!parsed.ok) throw new Error(JSON.stringify(parsed.errors))
      expect(verdictOf(parsed.drill, mutant)).toBe('invalid')
      expect(verdictOf(parsed.drill, CORRECT)).toBe('valid')
    },
    120_000,
  )

  it('gives the same drill whatever the number of threads', async () => {
    const drill = await planted('power-loss', 'ack-before-fsync')
    const one = await shrinkSeed({ drill, seed: '1', trialsMax: 40, workers: 1 })
    expect(await shrinkSeed({ drill, seed: '1', trialsMax: 40, workers: 3 })).toEqual(one)
  }, 120_000)

  it('can be left at any time with the smallest drill so far', async () => {
    const drill = await planted('power-loss', 'ack-before-fsync')
    const stop = new AbortController()
    let steps = 0
    const shrunk = await shrinkSeed({
      drill,
      seed: '1',
      signal: stop.signal,
      onStep: () => {
        if (++steps === 2) stop.abort()
      },
    })
    expect(shrunk).not.toBeNull()
    expect(steps).toBe(2)
  })

  it('that did not fail has nothing to shrink', async () => {
    const drill = await planted('power-loss', CORRECT)
    expect(await shrinkSeed({ drill, seed: '1' })).toBeNull()
  })
})
