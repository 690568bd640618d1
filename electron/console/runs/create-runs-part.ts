/**
 * The runs of the library: looked at, compared, exported, told about, taken in and removed. It
 * does no work on this thread but to write the pieces of a file that comes in; `runs-worker.ts`
 * does the rest.
 */
import type { ListeningPartOptions, Part } from '../part.ts'
import type { Preparations } from '../preparations.ts'
import { Forks } from './forks.ts'
import { RunsWorkerClient } from './runs-worker-client.ts'
import { Uploads } from './uploads.ts'

export interface RunsPartOptions extends ListeningPartOptions {
  readonly preparations: Preparations
}

export interface RunsPart extends Part<'runs'> {
  /**
   * Copies the run file at `path`, which this user chose, into the library and gives its name
   * there; for a door that was asked to open a file. Rejects with a `CallError`.
   */
  importFile(path: string): Promise<string>
}

export function createRunsPart({
  places,
  publish,
  listen,
  preparations,
}: RunsPartOptions): RunsPart {
  const { runs } = places
  const worker = new RunsWorkerClient()
  const forks = new Forks({
    runs,
    listen,
    drillOf: async (run) => (await worker.ask('show', { runs, run })).drill.name,
    told: (forking) => publish('runs.forking', forking),
  })
  const uploads = new Uploads(runs)
  const changed = <Result>(result: Result): Result => {
    publish('runs.changed', {})
    return result
  }
  return {
    handlers: {
      'runs.list': () => worker.ask('list', { runs }),
      'runs.show': ({ run }) => worker.ask('show', { runs, run }),
      'runs.series': ({ run, bins }) => worker.ask('series', { runs, run, bins }),
      'runs.witness': ({ run, check }) => worker.ask('witness', { runs, run, check }),
      'runs.compare': (request) => worker.ask('compare', { runs, ...request }),
      'runs.fork': async (order) => {
        const run = await forks.make(order)
        preparations.begin(run)
        return changed({ run })
      },
      'runs.stopFork': async () => {
        await forks.stop()
        return {}
      },
      'runs.export': ({ run, format }) => worker.ask('export', { runs, run, format }),
      'runs.tag': async ({ runs: names, add, remove }) => {
        // Also where one of them refused: those before it are tagged.
        await worker.ask('tag', { runs, names, add, remove }).finally(() => changed(null))
        return {}
      },
      'runs.addNote': async ({ run, atUs, text }) =>
        changed({ id: await worker.ask('addNote', { runs, run, atUs, text }) }),
      'runs.removeNote': async ({ run, id }) => {
        await worker.ask('removeNote', { runs, run, id })
        return changed({})
      },
      'runs.remove': async ({ runs: names }) => {
        await Promise.all(names.map((name) => preparations.stop(name)))
        return changed({ removed: await worker.ask('remove', { runs, names }) })
      },
      'runs.beginImport': async (order) => ({ upload: await uploads.begin(order) }),
      'runs.continueImport': async ({ upload, bytes }) => {
        await uploads.take(upload, bytes)
        return {}
      },
      'runs.finishImport': async ({ upload }) => {
        const run = await uploads.finish(upload, ({ path, fileName }) =>
          worker.ask('admit', { runs, path, fileName }),
        )
        return changed({ run })
      },
    },
    importFile: async (path) => changed(await worker.ask('import', { runs, path })),
    async close() {
      await uploads.close()
      await Promise.all([worker.close(), forks.close()])
    },
  }
}
