/**
 * Runs to look at: simulated, so that they cost a moment and are the same each time. Two kept
 * their promises, with different seeds; one broke its promise and has a witness of it.
 */
import { join } from 'node:path'
import { DRILLS_FOLDER } from '../../electron/drill-files/drill-library.ts'
import { loadDrill, parseDrill, type LoadedDrill } from '../../electron/drill-files/load-drill.ts'
import { makeFolder, type TestFolder } from '../folders/test-folder.ts'
import { recordWhole } from '../electron/recorder/made-ready.ts'
import { ownDrill } from './own-drills.ts'

const RECORDED = {
  kept: { seed: '1', load: lostLeader },
  'kept-again': { seed: '2', load: lostLeader },
  broken: { seed: '1', load: staleRead },
} as const

export type RecordedRun = keyof typeof RECORDED

/** Resolves with the folder that holds them. */
export async function recordRuns(): Promise<TestFolder> {
  const folder = makeFolder('e2e-runs')
  for (const [run, { seed, load }] of Object.entries(RECORDED)) {
    const loaded = await load()
    if (!loaded.ok) throw new Error(JSON.stringify(loaded.errors))
    const path = join(folder.path, `${run}.faultline`)
    await recordWhole({ drill: loaded.drill, source: loaded.source, seed, path, version: '0' })
  }
  return folder
}

function lostLeader(): LoadedDrill {
  const text = ownDrill({ name: 'lost-leader', duration: '6s', killAt: '2s' })
  return parseDrill(text, 'lost-leader.yaml')
}

/** On a release that is known to answer with what is out of date. */
function staleRead(): Promise<LoadedDrill> {
  return loadDrill(join(DRILLS_FOLDER, 'stale-read.yaml'), {
    overrides: ['system.release=local-reads', 'workload.rate=60/s'],
  })
}
