/** The verdict of the run, whole and by check. */
import type { Database } from 'better-sqlite3'
import type { CheckResult, Verdict } from '../../../core/checkers/checker.ts'
import type { VerdictDocument } from '../../../core/drills/verdict-document.ts'
import { toJson } from './json.ts'

export function writeVerdict(database: Database, document: VerdictDocument): void {
  database
    .prepare(
      `INSERT INTO verdict (id, verdict, duration_ms, document) VALUES (1, ?, ?, ?)
       ON CONFLICT (id) DO UPDATE SET verdict = excluded.verdict,
         duration_ms = excluded.duration_ms, document = excluded.document`,
    )
    .run(document.verdict, document.durationMs, JSON.stringify(document))
  database.prepare('DELETE FROM check_result').run()
  const insert = database.prepare(
    'INSERT INTO check_result (name, verdict, summary, steps, witness) VALUES (?, ?, ?, ?, ?)',
  )
  for (const check of document.checks) addCheck(check)

  function addCheck({ name, verdict, summary, steps, witness }: CheckResult): void {
    insert.run(name, verdict, summary, Math.round(steps), toJson(witness))
  }
}

/** Absent in a run that was never judged. */
export function readVerdict(database: Database): VerdictDocument | undefined {
  const row = database.prepare('SELECT document FROM verdict').pluck().get() as string | undefined
  return row === undefined ? undefined : (JSON.parse(row) as VerdictDocument)
}

export interface VerdictLine {
  readonly verdict: Verdict
  readonly durationMs: number
  /** Of every result; null where the document does not tell. */
  readonly operations: number | null
}

/** Longer documents are not looked into for a list. */
const DOCUMENT_BYTES_MAX = 1_000_000

/** For lists: without the document, which may be long. */
export function readVerdictLine(database: Database): VerdictLine | undefined {
  return database
    .prepare(
      `SELECT verdict, duration_ms AS durationMs,
         CASE WHEN octet_length(document) <= ${DOCUMENT_BYTES_MAX} AND json_valid(document)
           THEN document ->> '$.operations.ok' + document ->> '$.operations.fail'
             + document ->> '$.operations.info'
         END AS operations
       FROM verdict`,
    )
    .get() as VerdictLine | undefined
}
