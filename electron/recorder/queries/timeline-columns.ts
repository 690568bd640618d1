/**
 * The columns of a timeline in a run file: one row for each, and one with the names as JSON. They
 * may come from a stranger: what is read is either sound in itself, or refused.
 */
import type { Database } from 'better-sqlite3'
import { FLAG } from '../../ipc/shapes/timeline.ts'
import {
  LANE_LENGTH_MAX,
  LANES_MAX,
  TIMELINE_KINDS,
  TYPE_LENGTH_MAX,
  TYPES_MAX,
  type Election,
  type TimelineColumns,
} from '../timeline-columns.ts'

/** The columns are not as Faultline writes them. */
export class BadColumnsError extends Error {
  override name = 'BadColumnsError'
}

const HEAD = 'head'
const HEAD_BYTES_MAX = 16 * 1024 ** 2
const SENTENCE_LENGTH_MAX = 1_000

export function writeTimelineColumns(database: Database, columns: TimelineColumns): void {
  database.prepare('DELETE FROM timeline_column').run()
  const insert = database.prepare('INSERT INTO timeline_column (name, bytes) VALUES (?, ?)')
  const { lanes, types, elections, replayTrouble } = columns
  insert.run(HEAD, Buffer.from(JSON.stringify({ lanes, types, elections, replayTrouble })))
  for (const [name, column] of Object.entries(namedOf(columns))) {
    insert.run(name, Buffer.from(column.buffer, column.byteOffset, column.byteLength))
  }
}

function namedOf(columns: TimelineColumns): { readonly [name: string]: ArrayBufferView } {
  const { atUs, lane, kind, type, peer, sentAtUs, term, flags, cause } = columns
  return { at_us: atUs, lane, kind, type, peer, sent_at_us: sentAtUs, term, flags, cause }
}

/** How many events the columns hold; null where there are none. */
export function countTimelineColumns(database: Database): number | null {
  const bytes = database
    .prepare(`SELECT length(bytes) FROM timeline_column WHERE name = 'kind'`)
    .pluck()
    .get() as number | undefined
  return bytes ?? null
}

/** Null where there are none. Throws `BadColumnsError`. */
export function readTimelineColumns(database: Database): TimelineColumns | null {
  const length = countTimelineColumns(database)
  if (length === null) return null
  const select = database.prepare('SELECT bytes FROM timeline_column WHERE name = ?').pluck()
  const columns: TimelineColumns = {
    ...readHead(select.get(HEAD)),
    atUs: view(Float64Array, select.get('at_us'), length),
    lane: view(Uint16Array, select.get('lane'), length),
    kind: view(Uint8Array, select.get('kind'), length),
    type: view(Uint16Array, select.get('type'), length),
    peer: view(Int16Array, select.get('peer'), length),
    sentAtUs: view(Float64Array, select.get('sent_at_us'), length),
    term: view(Uint32Array, select.get('term'), length),
    flags: view(Uint8Array, select.get('flags'), length),
    cause: view(Uint32Array, select.get('cause'), length),
  }
  check(columns)
  return columns
}

type ColumnType<Kind> = (new (buffer: ArrayBuffer) => Kind) & { readonly BYTES_PER_ELEMENT: number }

function view<Kind>(type: ColumnType<Kind>, bytes: unknown, length: number): Kind {
  if (!(bytes instanceof Uint8Array) || bytes.length !== length * type.BYTES_PER_ELEMENT) {
    throw new BadColumnsError('a column of its timeline is missing or has another length')
  }
  // A buffer of its own, aligned.
  return new type(new Uint8Array(bytes).buffer)
}

function check({ lanes, types, atUs, lane, kind, type, peer, flags, cause }: TimelineColumns) {
  const allFlags = FLAG.duplicate + FLAG.corrupt + FLAG.reordered
  const length = atUs.length
  let last = 0
  for (let at = 0; at < length; at++) {
    const time = atUs[at] as number
    const sound =
      time >= last &&
      time < Infinity &&
      (lane[at] as number) < lanes.length &&
      (kind[at] as number) < TIMELINE_KINDS.length &&
      (type[at] as number) < types.length &&
      (peer[at] as number) >= -1 &&
      (peer[at] as number) < lanes.length &&
      (flags[at] as number) <= allFlags &&
      (cause[at] as number) <= length
    if (!sound) throw new BadColumnsError(`event ${at + 1} of its timeline makes no sense`)
    last = time
  }
}

type Head = Pick<TimelineColumns, 'lanes' | 'types' | 'elections' | 'replayTrouble'>

function readHead(bytes: unknown): Head {
  if (!(bytes instanceof Uint8Array) || bytes.length > HEAD_BYTES_MAX) {
    throw new BadColumnsError('its timeline has no names')
  }
  const { lanes, types, elections, replayTrouble } = parse(bytes)
  if (
    !areNames(lanes, LANES_MAX, LANE_LENGTH_MAX) ||
    !areNames(types, TYPES_MAX, TYPE_LENGTH_MAX)
  ) {
    throw new BadColumnsError('the names in its timeline make no sense')
  }
  if (!Array.isArray(elections) || !elections.every((mark) => isElection(mark, lanes.length))) {
    throw new BadColumnsError('the elections in its timeline make no sense')
  }
  return {
    lanes,
    types,
    elections: elections.map(({ atUs, lane, term }: Election) => ({ atUs, lane, term })),
    replayTrouble:
      typeof replayTrouble === 'string' ? replayTrouble.slice(0, SENTENCE_LENGTH_MAX) : null,
  }
}

function parse(bytes: Uint8Array): { readonly [field: string]: unknown } {
  try {
    const head: unknown = JSON.parse(Buffer.from(bytes).toString('utf8'))
    if (typeof head === 'object' && head !== null) return head as { [field: string]: unknown }
  } catch {
    // Said below.
  }
  throw new BadColumnsError('the names in its timeline are no JSON')
}

function areNames(names: unknown, most: number, longest: number): names is string[] {
  return (
    Array.isArray(names) &&
    names.length <= most &&
    names.every((name) => typeof name === 'string' && name.length <= longest)
  )
}

function isElection(mark: unknown, lanes: number): boolean {
  if (typeof mark !== 'object' || mark === null) return false
  const { atUs, lane, term } = mark as { readonly [field: string]: unknown }
  return [atUs, lane, term].every(Number.isSafeInteger) && (lane as number) < lanes
}
