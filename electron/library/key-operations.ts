/** All operations on one key of a run, paired, ordered by their beginning. */
import type { Database } from 'better-sqlite3'
import { valueText } from './operation-text.ts'

export interface KeyOperation {
  readonly client: string
  readonly process: number
  readonly f: string
  readonly key: string | null
  readonly input: unknown
  readonly output: unknown
  readonly result: 'ok' | 'fail' | 'info'
  /** Nanoseconds since the run began. */
  readonly invokedNs: number
  /** Null: never answered. */
  readonly completedNs: number | null
}

interface RawEvent {
  readonly timeNs: number
  readonly process: number
  readonly type: 'invoke' | 'ok' | 'fail' | 'info'
  readonly f: string
  readonly value: string | null
  readonly client: string
}

/** Longer values are told by their length alone. */
const VALUE_BYTES_MAX = 4_096

/** `key` null for operations that have none. */
export function readKeyOperations(database: Database, key: string | null): KeyOperation[] {
  const rows = database
    .prepare(
      `SELECT time_ns AS timeNs, process, type, f, client,
         CASE WHEN octet_length(value) > ${VALUE_BYTES_MAX}
           THEN json_quote('a value of ' || octet_length(value) || ' bytes') ELSE value END AS value
       FROM history WHERE key IS ? ORDER BY time_ns, id`,
    )
    .iterate(key) as IterableIterator<RawEvent>
  const operations: KeyOperation[] = []
  /** Places in `operations`, by process. */
  const open = new Map<number, number>()
  for (const { timeNs, process, type, f, value, client } of rows) {
    if (type === 'invoke') {
      open.set(process, operations.length)
      const asked = { client, process, f, key, input: parsed(value), output: undefined }
      operations.push({ ...asked, result: 'info', invokedNs: timeNs, completedNs: null })
      continue
    }
    const place = open.get(process)
    const begun = place === undefined ? undefined : operations[place]
    if (place === undefined || begun === undefined) continue
    open.delete(process)
    // An operation of unknown outcome has not ended: it may still take effect.
    const completedNs = type === 'info' ? null : Math.max(begun.invokedNs, timeNs)
    operations[place] = { ...begun, output: parsed(value), result: type, completedNs }
  }
  return operations
}

function parsed(value: string | null): unknown {
  if (value === null) return undefined
  const data = JSON.parse(value) as unknown
  // What stands for a value must not look like data that was there.
  return typeof data === 'object' && data !== null && value.length > VALUE_BYTES_MAX
    ? valueText(data)
    : data
}
