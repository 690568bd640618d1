/** Files from elsewhere on their way into the library: one after the other, with their progress. */
import { onScopeDispose, shallowRef } from 'vue'
import { useApi } from '../../bridge/use-api.ts'
import { tellDone, tellProblem } from '../../components/toasts.ts'
import { importFile } from './import-file.ts'

export interface Importing {
  readonly fileName: string
  /** 0 to 1. */
  readonly share: number
}

export function useImport(arrived: (run: string) => void) {
  const api = useApi()
  const importing = shallowRef<Importing | null>(null)
  let cancelling = new AbortController()
  let queue: Promise<void> = Promise.resolve()

  async function take(file: File, signal: AbortSignal): Promise<void> {
    if (signal.aborted) return
    importing.value = { fileName: file.name, share: 0 }
    try {
      const run = await importFile(api.runs, file, {
        signal,
        progressed: (share) => (importing.value = { fileName: file.name, share }),
      })
      if (run === null) return
      tellDone(`${file.name} joined the library.`)
      arrived(run)
    } catch (problem) {
      const sentence = problem instanceof Error ? problem.message : String(problem)
      tellProblem(`${file.name} was not taken in: ${sentence}`)
    } finally {
      importing.value = null
    }
  }

  function add(files: Iterable<File>): void {
    if (cancelling.signal.aborted) cancelling = new AbortController()
    const { signal } = cancelling
    for (const file of files) queue = queue.then(() => take(file, signal))
  }

  /** The file that comes in now and those behind it. */
  function cancel(): void {
    cancelling.abort()
  }

  onScopeDispose(cancel)
  return { importing, add, cancel }
}
