/**
 * Goal: no test saves a run that is not replayed. Method: whoever makes a folder of their own could
 * save runs there that nobody looks at, so only `test/folders/` makes folders, and the few others
 * are named here with what they hold. A run in nobody's folder would land in the library of whoever
 * runs the tests, which `vitest.config.ts` puts where nothing can be made.
 */
import { mkdirSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { runsFolder } from '../../electron/library/home.ts'
import { sourcesBelow } from './sources.ts'

const MAKES_FOLDERS = /\bmkdtemp(Sync)?\(join\(tmpdir\(\)/

/** Files that make folders themselves; none of them saves runs. */
const WITHOUT_RUNS = [
  'test/core/checkers/linearizability/mutation/find-out.ts',
  'test/e2e/determinism/determinism.test.ts',
  'test/electron/check/check-file.test.ts',
  'test/electron/cluster/live-raft.test.ts',
  'test/electron/cluster/small-cluster.ts',
  'test/electron/console/drills/drills-part.test.ts',
  'test/electron/drill-files/load-drill.test.ts',
  'test/electron/journal/format.test.ts',
  'test/electron/node-host/disk/disk-log.test.ts',
  'test/electron/node-host/host.test.ts',
  'test/electron/node-host/live-hosts.ts',
  'test/electron/start/doors.test.ts',
  'test/electron/start/ensure-built.test.ts',
  'test/tidy/built.test.ts',
]

const SAVES_RUNS = /\b(simulate|conduct|createRoomPart|createConsole)\(|RunWriter|openRecorder/

describe('the folders of tests', () => {
  const makers = sourcesBelow('test')
    .filter(({ path }) => !/^test\/(bench|folders|screenshots|tmp-[a-z]+)\//.test(path))
    .filter(({ text }) => MAKES_FOLDERS.test(text))

  it('are made in one place, where the runs in them are replayed before they go', () => {
    const paths = makers.map(({ path }) => path)
    const others = paths.filter((path) => !WITHOUT_RUNS.includes(path))
    expect(others, 'take test/folders/use-folder.ts').toEqual([])
    expect(paths, 'a name that is no longer needed').toEqual(WITHOUT_RUNS)
  })

  it('are made elsewhere only by who saves no runs', () => {
    expect(makers.filter(({ text }) => SAVES_RUNS.test(text)).map(({ path }) => path)).toEqual([])
  })

  it('are the only places for runs: there is no library of this user', () => {
    expect(() => mkdirSync(runsFolder(), { recursive: true })).toThrow()
  })
})
