/** The fork that is being made, one at a time: each takes a whole core while it lasts. */
import { basename } from 'node:path'
import { refuse } from '../../ipc/envelope.ts'
import type { RequestOf } from '../../ipc/contract.ts'
import type { Forking } from '../../ipc/shapes/runs.ts'
import { newRunPath, RUN_EXTENSION } from '../../library/home.ts'
import { forkRun } from './fork-run.ts'

export interface ForksOptions {
  /** The folder of the library. */
  readonly runs: string
  /** The drill of a run; rejects with a `CallError` where there is no such run. */
  readonly drillOf: (run: string) => Promise<string>
  readonly told: (forking: Forking) => void
}

export class Forks {
  readonly #options: ForksOptions
  #making: { readonly stop: AbortController; readonly ended: Promise<unknown> } | null = null

  constructor(options: ForksOptions) {
    this.#options = options
  }

  /** The name of the new run. Rejects with a `CallError` where it is refused or was stopped. */
  async make(order: RequestOf<'runs.fork'>): Promise<string> {
    if (this.#making !== null) throw refuse('another fork is being made')
    const stop = new AbortController()
    const made = this.#make(order, stop.signal)
    this.#making = { stop, ended: made.catch(() => {}) }
    try {
      return await made
    } finally {
      this.#making = null
    }
  }

  /** Resolves when nothing is left of it. */
  async stop(): Promise<void> {
    const making = this.#making
    making?.stop.abort()
    await making?.ended
  }

  async #make(order: RequestOf<'runs.fork'>, signal: AbortSignal): Promise<string> {
    const { runs, drillOf, told } = this.#options
    const path = newRunPath(await drillOf(order.run), new Date(), runs)
    await forkRun({ runs, order, path }, { signal, told })
    return basename(path, RUN_EXTENSION)
  }
}
