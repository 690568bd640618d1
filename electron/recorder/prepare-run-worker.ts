/**
 * The thread of `prepare-run.ts`: derives the timeline and the states of one run, and ends. It
 * writes through a write-ahead log, so others read the run meanwhile, and what a killed process
 * leaves behind is found by the next one that opens the file.
 */
import { parentPort, workerData } from 'node:worker_threads'
import SQLite, { type Database } from 'better-sqlite3'
import { assert } from '../../core/base/assert.ts'
import { comeBy } from './brake.ts'
import { deriveStates } from './derive-states.ts'
import { deriveTimeline } from './derive-timeline.ts'
import type { Prepared, PrepareStart, PrepareTold } from './prepare-run.ts'

/** Of the work; the states are the rest. */
const TIMELINE_SHARE = 0.65
/** As often as an eye can use it. */
const TOLD_EVERY_MS = 50
/** How long somebody else may write to the file, a note say, before this gives up. */
const WRITE_TIMEOUT_MS = 30_000
/** How long a reader may keep the file open at the end. */
const CLOSE_TIMEOUT_MS = 2_000

class Stopped extends Error {}

assert(parentPort !== null, 'a run is prepared on a thread of its own')
const port = parentPort
const { path, brake } = workerData as PrepareStart
let toldMs = -Infinity

function tell(told: PrepareTold): void {
  port.postMessage(told)
}

function progress(share: number): void {
  if (!comeBy(brake)) throw new Stopped()
  const nowMs = performance.now()
  if (nowMs - toldMs < TOLD_EVERY_MS) return
  toldMs = nowMs
  tell({ share })
}

function prepare(): Prepared {
  const database = new SQLite(path, { fileMustExist: true, timeout: WRITE_TIMEOUT_MS })
  try {
    database.pragma('trusted_schema = OFF')
    database.pragma('journal_mode = WAL')
    // Safe with a log: the verdict is in this file, and a power loss must not take it.
    database.pragma('synchronous = NORMAL')
    progress(0)
    deriveTimeline(database, { progress: (share) => progress(share * TIMELINE_SHARE) })
    deriveStates(database, (share) => progress(TIMELINE_SHARE + share * (1 - TIMELINE_SHARE)))
    return { kind: 'prepared' }
  } catch (error) {
    if (error instanceof Stopped) return { kind: 'stopped' }
    return { kind: 'failed', message: error instanceof Error ? error.message : String(error) }
  } finally {
    leavePlain(database)
  }
}

/** One plain file again, unless somebody reads it just then; its log is no trouble to readers. */
function leavePlain(database: Database): void {
  try {
    database.pragma(`busy_timeout = ${CLOSE_TIMEOUT_MS}`)
    database.pragma('journal_mode = DELETE')
  } catch (error) {
    if (!(error instanceof SQLite.SqliteError)) throw error
  } finally {
    database.close()
  }
}

tell(prepare())
