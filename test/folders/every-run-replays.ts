/**
 * Every run that a test saves must replay with equal digests. One that was cut short replays as far
 * as it goes; where it ends is no fault of its machines.
 */
import { existsSync, lstatSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { replayRun } from '../../electron/library/replay-run.ts'
import { RUN_EXTENSION } from '../../electron/library/run-extension.ts'
import { openRunFile } from '../../electron/recorder/open-run-file.ts'
import { readRun } from '../../electron/recorder/queries/run.ts'

/** Looks in all of `folder`. Throws for a run that does not replay; returns how many did. */
export function everyRunReplays(folder: string): number {
  if (!existsSync(folder)) return 0
  const names = readdirSync(folder, { recursive: true, encoding: 'utf8' })
  const paths = names
    .filter((name) => name.endsWith(RUN_EXTENSION))
    .map((name) => join(folder, name))
  const runs = paths.filter((path) => lstatSync(path).isFile())
  return runs.filter(replays).length
}

/** False for a file that only has the name of a run. Throws for a run that does not replay. */
function replays(path: string): boolean {
  const answer = replayRun(path)
  if (!answer.ok && answer.problem.kind === 'not-sqlite') return false
  if (!answer.ok) throw new Error(`${path} does not replay: ${answer.problem.message}`)
  const { nodes, damage } = answer.replay
  const differing = nodes.flatMap(({ node, difference }) =>
    difference ? [`${node} ${JSON.stringify(difference)}`] : [],
  )
  const unexpected = isFinished(path) ? [...differing, ...damage] : differing
  if (unexpected.length === 0 && nodes.every(({ matches }) => matches)) return true
  throw new Error(`${path} does not replay:\n${unexpected.join('\n')}`)
}

function isFinished(path: string): boolean {
  const opened = openRunFile(path, 'header')
  if (!opened.ok) return false
  try {
    return readRun(opened.file.database)?.status === 'finished'
  } finally {
    opened.file.close()
  }
}
