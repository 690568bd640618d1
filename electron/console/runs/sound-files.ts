/**
 * Opens run files for the worker. The search for damage reads a whole file, so it is done once for
 * each state of a file: what was found sound stays so until its size or its time changes.
 */
import { statSync } from 'node:fs'
import { refuse } from '../../ipc/envelope.ts'
import type { RunFile } from '../../recorder/open-run-file.ts'
import { openRunFile } from '../../recorder/open-run-file.ts'

const REMEMBERED_MAX = 256

export class SoundFiles {
  readonly #found = new Map<string, string>()

  /** What `read` makes of the opened file. Throws `CallError` for a file that is not sound. */
  with<Result>(path: string, read: (file: RunFile) => Result): Result {
    const file = this.open(path)
    try {
      return read(file)
    } finally {
      file.close()
    }
  }

  /** The caller closes it. Throws `CallError` for a file that is not sound. */
  open(path: string): RunFile {
    const state = stateOf(path)
    const known = state !== null && this.#found.get(path) === state
    const opened = openRunFile(path, known ? 'cells' : 'all')
    if (!opened.ok) {
      const { kind, message } = opened.problem
      throw refuse(message, kind === 'missing' ? 'not-found' : 'refused')
    }
    if (state !== null) this.#remember(path, state)
    return opened.file
  }

  #remember(path: string, state: string): void {
    this.#found.delete(path)
    this.#found.set(path, state)
    const [oldest] = this.#found.keys()
    if (this.#found.size > REMEMBERED_MAX && oldest !== undefined) this.#found.delete(oldest)
  }
}

/** Another text whenever the file is another; null for a file that is being written. */
export function stateOf(path: string): string | null {
  const file = statSync(path, { throwIfNoEntry: false, bigint: true })
  const log = statSync(`${path}-wal`, { throwIfNoEntry: false })
  if (file === undefined || (log !== undefined && log.size > 0)) return null
  return [file.dev, file.ino, file.size, file.mtimeNs, file.ctimeNs].join()
}
