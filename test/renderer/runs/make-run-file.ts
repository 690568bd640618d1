/** A small run file of a simulated drill, as the command line makes it. */
import { execFile } from 'node:child_process'
import { promisify } from 'node:util'

const ENTRY = 'electron/cli/faultline.mjs'

export async function makeRunFile(path: string): Promise<string> {
  await promisify(execFile)(process.execPath, [
    ...[ENTRY, 'drill', 'leader-loss', '--simulate', '--seed', '1', '--json'],
    ...['--set', 'workload.duration=11s', '--out', path],
  ])
  return path
}
