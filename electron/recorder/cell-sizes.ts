/**
 * How large the cells of a run file may be. Ours are far below; a file from a stranger may hold
 * a text of gigabytes in any column, and whoever read it would run out of memory. SQLite tells the
 * length of a cell without reading it, so this costs one pass over the rows.
 *
 * The tables that grow with a run (operations, reports, events) are long to pass over, so they are
 * looked at where they are about to be read whole; the others whenever a file is opened.
 */
import type { Database } from 'better-sqlite3'

const WORD = 1024
const TEXT = 256 * 1024
const JSON_TEXT = 4 * 1024 ** 2
const DOCUMENT = 32 * 1024 ** 2

/** Largest length of each text column, bytes. */
const CELLS: { readonly [table: string]: { readonly [column: string]: number } } = {
  run: {
    drill: TEXT,
    document: JSON_TEXT,
    source: JSON_TEXT,
    seed: WORD,
    started_at: WORD,
    faultline_version: WORD,
    reason: TEXT,
    parent_run: WORD,
    parent_changes: TEXT,
  },
  verdict: { document: DOCUMENT },
  check_result: { name: WORD, summary: TEXT, witness: DOCUMENT },
  process: { name: WORD, journal_path: TEXT, trouble: TEXT },
  life: { process: WORD, machine: WORD, spec: JSON_TEXT },
  fault: {
    id: WORD,
    kind: WORD,
    target: TEXT,
    parameters: JSON_TEXT,
    apply: JSON_TEXT,
    undo: JSON_TEXT,
    evidence: JSON_TEXT,
    effect: TEXT,
  },
  log: { kind: WORD, text: TEXT },
  metric: { name: WORD },
  note: { written_at: WORD, text: TEXT },
  tag: { name: WORD },
  history: {
    f: WORD,
    key: TEXT,
    value: JSON_TEXT,
    error: TEXT,
    client: WORD,
    node: WORD,
  },
  report: { machine: WORD, type: WORD, body: JSON_TEXT },
  event: { machine: WORD, kind: WORD, type: WORD, peer: WORD, summary: TEXT },
  journal_chunk: { process: WORD, bytes: DOCUMENT },
}

/** Rows of a table that is read whole whenever a run is shown. */
export const SMALL_TABLE_ROWS_MAX = 200_000
/** All the text of such a table, bytes. */
export const SMALL_TABLE_BYTES_MAX = 64 * 1024 ** 2

/** What a list of runs reads. */
export const HEADER_TABLES: readonly string[] = ['run', 'verdict', 'tag']
/** Everything that is read whole when a run is shown. */
export const SMALL_TABLES: readonly string[] = [
  ...HEADER_TABLES,
  'check_result',
  'process',
  'life',
  'fault',
  'log',
  'metric',
  'note',
]

/**
 * What is too large in `tables`, as one sentence for people; null where nothing is. Tables and
 * columns that the file does not have yet, being of an older version, are passed over.
 */
export function findOversized(database: Database, tables: readonly string[]): string | null {
  for (const table of tables) {
    if (!hasTable(database, table)) continue
    const columns = columnsOf(database, table)
    const cells = Object.entries(CELLS[table] ?? {}).filter(([column]) => columns.has(column))
    const lengths = cells.map(([column]) => `max(octet_length("${column}")) AS "${column}"`)
    const all = cells.map(([column]) => `coalesce(octet_length("${column}"), 0)`).join(' + ')
    const row = database
      .prepare(`SELECT count(*) AS "rows", total(${all}) AS "all", ${lengths.join()} FROM ${table}`)
      .get() as { readonly [column: string]: number | null }
    for (const [column, maximum] of cells) {
      const length = row[column] ?? 0
      if (length > maximum) {
        return `its ${table} has a ${column} of ${length} bytes, and at most ${maximum} are taken`
      }
    }
    if (!SMALL_TABLES.includes(table)) continue
    if ((row['rows'] ?? 0) > SMALL_TABLE_ROWS_MAX) {
      return `its ${table} has ${row['rows']} rows, and at most ${SMALL_TABLE_ROWS_MAX} are taken`
    }
    if ((row['all'] ?? 0) > SMALL_TABLE_BYTES_MAX) {
      return `its ${table} holds more than ${SMALL_TABLE_BYTES_MAX} bytes of text`
    }
  }
  return null
}

function hasTable(database: Database, table: string): boolean {
  const find = database.prepare(`SELECT 1 FROM sqlite_schema WHERE type = 'table' AND name = ?`)
  return find.get(table) !== undefined
}

function columnsOf(database: Database, table: string): ReadonlySet<string> {
  const names = database.prepare('SELECT name FROM pragma_table_info(?)').pluck().all(table)
  return new Set(names as string[])
}
