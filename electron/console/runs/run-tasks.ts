/** The work of the runs, done in the worker: reads and writes the files of the library. */
import type { CheckResult, Witness } from '../../../core/checkers/checker.ts'
import { exportRun } from '../../exports/export-run.ts'
import { refuse } from '../../ipc/envelope.ts'
import type { ComparedRun } from '../../ipc/shapes/runs.ts'
import { compareRuns } from '../../library/compare-runs.ts'
import { addNoteTo, changeTags, removeNoteFrom } from '../../library/edit-run.ts'
import { admitRunFile, importRunFile } from '../../library/import-run.ts'
import { findLibraryFile } from '../../library/library-file.ts'
import { readFailure } from '../../library/read-failure.ts'
import { removeRuns } from '../../library/remove-runs.ts'
import { readChecked, readRunDetail } from '../../library/run-detail.ts'
import { readSeries } from '../../library/series.ts'
import { drawWitness } from '../../library/witness.ts'
import type { RunFile } from '../../recorder/open-run-file.ts'
import { RunLines } from './run-lines.ts'
import { SoundFiles } from './sound-files.ts'
import type { TaskName, Tasks } from './tasks.ts'

export type TaskHandlers = {
  readonly [Name in TaskName]: (
    send: Tasks[Name]['send'],
  ) => Tasks[Name]['answer'] | Promise<Tasks[Name]['answer']>
}

export function createTasks(): TaskHandlers {
  const files = new SoundFiles()
  const lines = new RunLines()
  const read = <Result>(
    { runs, run }: { readonly runs: string; readonly run: string },
    reader: (file: RunFile) => Result,
  ): Result => files.with(findLibraryFile(runs, run), (file) => told(() => reader(file)))
  return {
    list: ({ runs }) => lines.list(runs),
    show: (named) => read(named, readRunDetail),
    series: ({ bins, ...named }) => read(named, ({ database }) => readSeries(database, bins)),
    witness: ({ check, ...named }) =>
      read(named, ({ database }) => {
        const { verdict } = readChecked(database)
        return drawWitness(database, withWitness(verdict?.checks ?? [], check))
      }),
    compare: ({ runs, left, right, bins }) => {
      const one = (run: string): ComparedRun =>
        read({ runs, run }, (file) => ({
          detail: readRunDetail(file),
          series: readSeries(file.database, bins),
        }))
      return compareRuns(one(left), one(right))
    },
    export: async ({ runs, run, format }) => {
      const file = files.open(findLibraryFile(runs, run))
      try {
        return await exportRun(file, format)
      } catch (error) {
        throw toldError(error)
      } finally {
        file.close()
      }
    },
    tag: ({ runs, names, add, remove }) => {
      const paths = names.map((name) => findLibraryFile(runs, name))
      for (const path of paths) changeTags(path, { add, remove })
      return null
    },
    addNote: ({ atUs, text, ...named }) =>
      addNoteTo(findLibraryFile(named.runs, named.run), { atUs, text }),
    removeNote: ({ id, ...named }) => {
      removeNoteFrom(findLibraryFile(named.runs, named.run), id)
      return null
    },
    remove: ({ runs, names }) => removeRuns(runs, names),
    admit: ({ path, fileName, runs }) => admitRunFile(path, fileName, runs),
    import: ({ path, runs }) => importRunFile(path, { runs }),
  }
}

function withWitness(
  checks: readonly CheckResult[],
  name: string,
): CheckResult & { readonly witness: Witness } {
  const check = checks.find((candidate) => candidate.name === name)
  if (check === undefined) throw refuse('the run has no such check', 'not-found')
  const { witness } = check
  if (witness === undefined) throw refuse(`${name} has no witness`, 'not-found')
  return { ...check, witness }
}

/** What `read` makes of a file; what is wrong with the file becomes a refusal. */
function told<Result>(read: () => Result): Result {
  try {
    return read()
  } catch (error) {
    throw toldError(error)
  }
}

function toldError(error: unknown): unknown {
  const why = readFailure(error)
  return why === null ? error : refuse(why)
}
