/** A run of a simulated drill in a library of its own, and the timeline part that looks at it. */
import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { simulate } from '../../../../electron/conductor/simulate.ts'
import type { Part } from '../../../../electron/console/part.ts'
import { createTimelinePart } from '../../../../electron/console/timeline/create-timeline-part.ts'
import { loadDrill } from '../../../../electron/drill-files/load-drill.ts'
import { makeReady } from '../../recorder/made-ready.ts'
import { withPreparations } from '../preparations-in-test.ts'
import { makeFolder, type FolderOptions } from '../../../folders/test-folder.ts'

const DRILL = `drill: small
question: Does a small cluster survive its leader and a partition?
hypothesis: Somebody else leads soon, and nothing is lost.
expect:
  - { probe: elections, at-least: 1 }
system: { kind: raft, nodes: 3 }
workload: { kind: register, clients: 2, keys: 2, rate: 60/s, duration: 3s }
schedule:
  - at: 500ms
    fault: { kind: kill, target: leader }
  - at: 1s
    undo: all
  - at: 1500ms
    fault: { kind: partition, shape: halves }
  - at: 2200ms
    undo: all
  - at: 2300ms
    fault: { kind: duplicate, target: all, share: 30% }
  - at: 2600ms
    undo: all
check: [linearizable, converged]
`

export interface SimulatedRun {
  readonly runs: string
  readonly path: string
  /** The name by which the part knows it. */
  readonly run: string
  readonly timeline: Part<'timeline'>
  remove(): Promise<void>
}

export async function simulateRun(
  drillText = DRILL,
  overrides: readonly string[] = [],
  options?: FolderOptions,
): Promise<SimulatedRun> {
  const folder = makeFolder('timeline-test', options)
  const root = folder.path
  const runs = join(root, 'runs')
  mkdirSync(runs)
  const source = join(root, 'small.yaml')
  writeFileSync(source, drillText)
  const loaded = await loadDrill(source, { overrides })
  if (!loaded.ok) throw new Error(JSON.stringify(loaded.errors))
  const path = join(runs, 'small.faultline')
  await simulate({ drill: loaded.drill, source: drillText, seed: '1', path, version: '0' })
  await makeReady(path)
  const timeline = withPreparations(createTimelinePart, {
    places: { runs, drills: root },
    publish: () => {},
  })
  return {
    runs,
    path,
    run: 'small',
    timeline,
    remove: async () => {
      await timeline.close()
      folder.remove()
    },
  }
}
