/** When the operations of a run ended, how, and how long each took: columns, not objects. */
import type { Database } from 'better-sqlite3'

export const OK = 0
export const FAIL = 1
export const INFO = 2

export interface CompletedOperations {
  readonly count: number
  /** Nanoseconds since the run began. */
  readonly endedNs: Float64Array
  /** Nanoseconds; 0 where the file has no beginning for it. */
  readonly tookNs: Float64Array
  /** `OK`, `FAIL` or `INFO`. */
  readonly result: Uint8Array
}

const RESULTS: { readonly [type: string]: number } = { ok: OK, fail: FAIL, info: INFO }

/**
 * In the order in which the processes told it, which is the order of time within each process:
 * that is all it takes to find the beginning of each.
 */
export function readCompletedOperations(database: Database): CompletedOperations {
  const rows = database
    .prepare('SELECT process, type, time_ns FROM history ORDER BY id')
    .raw()
    .iterate() as IterableIterator<[number, string, number]>
  const open = new Map<number, number>()
  const most = database.prepare('SELECT count(*) FROM history').pluck().get() as number
  const endedNs = new Float64Array(most)
  const tookNs = new Float64Array(most)
  const result = new Uint8Array(most)
  let count = 0
  for (const [process, type, timeNs] of rows) {
    if (type === 'invoke') {
      open.set(process, timeNs)
      continue
    }
    const beganNs = open.get(process)
    open.delete(process)
    endedNs[count] = timeNs
    tookNs[count] = beganNs === undefined ? 0 : Math.max(0, timeNs - beganNs)
    result[count++] = RESULTS[type] ?? INFO
  }
  return { count, endedNs, tookNs, result }
}
