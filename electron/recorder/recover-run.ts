/**
 * Brings into a run file what its journals on disk still hold, after its writer was killed.
 * The run stays interrupted: nobody judged it.
 */
import type { RunFileProblem } from './open-run-file.ts'
import { openRunFile } from './open-run-file.ts'
import { RunWriter } from './run-writer.ts'

export type Recovery =
  | {
      readonly kind: 'recovered'
      readonly journalEntries: number
      readonly historyEvents: number
      /** False where a journal could not be read to its end. */
      readonly whole: boolean
    }
  /** Finished, interrupted in good order, or still being written. */
  | { readonly kind: 'nothing-to-do' }
  | { readonly kind: 'refused'; readonly problem: RunFileProblem }

export function recoverRun(path: string): Recovery {
  const opened = openRunFile(path)
  if (!opened.ok) return { kind: 'refused', problem: opened.problem }
  opened.file.close()
  const writer = RunWriter.resume(path)
  if (writer === null) return { kind: 'nothing-to-do' }
  try {
    const before = writer.cost()
    // Nobody waits to be let go here, so it takes the time that it takes.
    writer.catchUp()
    writer.interrupt('the recorder was killed')
    const after = writer.cost()
    return {
      kind: 'recovered',
      journalEntries: after.journalEntries - before.journalEntries,
      historyEvents: after.historyEvents - before.historyEvents,
      whole: after.behindBytes === 0 && (after.troubles ?? []).length === 0,
    }
  } finally {
    writer.close()
  }
}
