/**
 * The runs in the pictures: simulated from fixed seeds and dated by hand, so that pictures change
 * only where the console does.
 */
import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import Database from 'better-sqlite3'
import { readDrillArgument } from '../../electron/cli/commands/drill-argument.ts'
import { changeTags } from '../../electron/library/edit-run.ts'
import { RUN_EXTENSION } from '../../electron/library/home.ts'
import { VERSION } from '../../electron/version.ts'
import { recordWhole } from '../electron/recorder/made-ready.ts'

export interface RecordedRun {
  readonly drill: string
  readonly seed: string
  readonly mutant?: string
  /** RFC 3339, UTC. */
  readonly startedAt: string
  readonly tags?: readonly string[]
}

export const RECORDED_RUNS: readonly RecordedRun[] = [
  { drill: 'leader-loss', seed: '1', startedAt: '2026-11-16T09:12:00.000Z', tags: ['lesson 1'] },
  { drill: 'majority-lost', seed: '1', startedAt: '2026-11-16T09:31:00.000Z', tags: ['lesson 1'] },
  { drill: 'power-loss', seed: '4', startedAt: '2026-11-17T14:05:00.000Z' },
  { drill: 'split-brain-bank', seed: '1', startedAt: '2026-11-17T15:20:00.000Z' },
  { drill: 'clock-jump', seed: '7', startedAt: '2026-11-18T10:02:00.000Z' },
  { drill: 'abd-minority-lost', seed: '1', startedAt: '2026-11-18T10:26:00.000Z' },
  {
    drill: 'stale-read',
    seed: '1',
    startedAt: '2026-11-19T08:47:00.000Z',
    tags: ['baseline', 'reads'],
  },
  {
    drill: 'stale-read',
    seed: '1',
    mutant: 'local-reads',
    startedAt: '2026-11-19T08:58:00.000Z',
    tags: ['incident', 'reads'],
  },
  { drill: 'figure-8', seed: '1', startedAt: '2026-11-19T16:40:00.000Z' },
  { drill: 'lossy-network', seed: '1', startedAt: '2026-11-20T11:15:00.000Z' },
]

/** As the library would have called it. */
export function nameOf({ drill, startedAt }: RecordedRun): string {
  const [day = '', time = ''] = startedAt.split('T')
  return `${drill}-${day}-${time.slice(0, 8).replaceAll(':', '')}`
}

/** Makes all of them in `folder`, some seconds of work in this thread. */
export async function recordRuns(
  folder: string,
  runs: readonly RecordedRun[] = RECORDED_RUNS,
): Promise<void> {
  await mkdir(folder, { recursive: true })
  for (const run of runs) await record(run, join(folder, `${nameOf(run)}${RUN_EXTENSION}`))
}

async function record(
  { drill: name, seed, mutant, startedAt, tags = [] }: RecordedRun,
  path: string,
): Promise<void> {
  const flags = mutant === undefined ? {} : { mutant }
  const { drill, source } = await readDrillArgument(name, flags)
  await recordWhole({ drill, source, seed, path, version: VERSION })
  const database = new Database(path)
  database.prepare('UPDATE run SET started_at = ?').run(startedAt)
  database.close()
  if (tags.length > 0) changeTags(path, { add: tags, remove: [] })
}
