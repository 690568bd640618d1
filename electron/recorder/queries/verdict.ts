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

/** For lists: without the document, which may be long. */
export function readVerdictLine(
  database: Database,
): { readonly verdict: Verdict; readonly durationMs: number } | undefined {
  return database
    .prepare('SELECT verdict, duration_ms AS durationMs FROM verdict')
    .get() as ReturnType<typeof readVerdictLine>
}
