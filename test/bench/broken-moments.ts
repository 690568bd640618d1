/**
 * When a promise was broken in a run: for each key, the first answer after which its history up to
 * there had no right order any more. Found in the finished run file, with the checker of the verdict.
 */
import SQLite from 'better-sqlite3'
import { linearizable } from '../../core/checkers/linearizable.ts'
import type { HistoryEvent } from '../../core/history/operation.ts'
import { readHistory } from '../../electron/recorder/queries/history.ts'
import { readRun } from '../../electron/recorder/queries/run.ts'

const STEPS_MAX = 10_000_000
const NS_PER_MS = 1e6

/** Milliseconds since 1970 by key; keys that kept their promise are not among them. */
export function brokenMoments(path: string): ReadonlyMap<string, number> {
  const database = new SQLite(path, { readonly: true })
  try {
    const run = readRun(database)
    if (run === undefined) throw new Error(`${path} holds no run`)
    const startedAt = Date.parse(run.header.startedAt)
    const moments = new Map<string, number>()
    for (const [key, events] of Map.groupBy(readHistory(database), ({ key = '' }) => key)) {
      const breaking = breakingEvent(events)
      if (breaking !== undefined) moments.set(key, startedAt + breaking.time / NS_PER_MS)
    }
    return moments
  } finally {
    database.close()
  }
}

/** What is broken stays broken whatever follows, so halves are enough. */
function breakingEvent(events: readonly HistoryEvent[]): HistoryEvent | undefined {
  if (!isBroken(events)) return undefined
  let kept = 0
  let broken = events.length
  while (broken - kept > 1) {
    const half = Math.floor((kept + broken) / 2)
    if (isBroken(events.slice(0, half))) broken = half
    else kept = half
  }
  return events[broken - 1]
}

function isBroken(history: readonly HistoryEvent[]): boolean {
  const workload = { kind: 'register', options: {} }
  const recording = { workload, history, reports: [], finalStates: [] }
  return linearizable.check(recording, STEPS_MAX).verdict === 'invalid'
}
