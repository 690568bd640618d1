/**
 * Every run that a test saves must replay with equal digests, whatever the test is about. A test
 * that keeps runs in a folder of its own says so here, before it removes the folder.
 */
import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { expect } from 'vitest'
import { replayRun } from '../../../electron/library/replay-run.ts'
import { openRunFile } from '../../../electron/recorder/open-run-file.ts'
import { readRun } from '../../../electron/recorder/queries/run.ts'

const RUN_FILE = /\.faultline$/

/** Fails for a run that was judged and does not replay; returns how many did. */
export function everyRunReplays(folder: string): number {
  const names = readdirSync(folder, { recursive: true, encoding: 'utf8' })
  const runs = names.filter((name) => RUN_FILE.test(name)).map((name) => join(folder, name))
  return runs.filter(isFinished).map(replays).length
}

/** What a test broke, or interrupted, on purpose promises nothing. */
function isFinished(path: string): boolean {
  const opened = openRunFile(path, 'header')
  if (!opened.ok) return false
  try {
    return readRun(opened.file.database)?.status === 'finished'
  } finally {
    opened.file.close()
  }
}

function replays(path: string): void {
  const answer = replayRun(path)
  if (!answer.ok) throw new Error(`${path}: ${answer.problem.message}`)
  const { nodes, damage } = answer.replay
  const differing = nodes.filter(({ matches }) => !matches)
  expect({ path, differing, damage }).toEqual({ path, differing: [], damage: [] })
}
