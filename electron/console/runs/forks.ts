/**
 * The fork that is being made, one at a time: each takes a whole core while it lasts. A live drill
 * measures time, so beside one it waits, and goes on by itself when the drill is over.
 */
import { basename } from 'node:path'
import { refuse } from '../../ipc/envelope.ts'
import type { RequestOf } from '../../ipc/contract.ts'
import type { Room } from '../../ipc/shapes/room.ts'
import type { Forking } from '../../ipc/shapes/runs.ts'
import { newRunPath, RUN_EXTENSION } from '../../library/home.ts'
import { Brake } from '../../recorder/brake.ts'
import { isLiveDrill } from '../live-drill.ts'
import type { ListeningPartOptions } from '../part.ts'
import { forkRun, type Forked } from './fork-run.ts'

export interface ForksOptions {
  /** The folder of the library. */
  readonly runs: string
  /** The drill of a run; rejects with a `CallError` where there is no such run. */
  readonly drillOf: (run: string) => Promise<string>
  readonly told: (forking: Forking) => void
  readonly listen: ListeningPartOptions['listen']
}

export class Forks {
  readonly #options: ForksOptions
  readonly #deaf: () => void
  #making: { readonly stop: AbortController; readonly ended: Promise<unknown> } | null = null
  #brake = new Brake()
  #liveDrill = false
  /** Tells once more how far it is; does nothing while no fork is made. */
  #tell = (): void => undefined

  constructor(options: ForksOptions) {
    this.#options = options
    this.#deaf = options.listen((name, event) => {
      if (name === 'room.changed') this.#live(isLiveDrill(event as Room))
    })
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

  async close(): Promise<void> {
    this.#deaf()
    await this.stop()
  }

  #live(drill: boolean): void {
    if (drill === this.#liveDrill) return
    this.#liveDrill = drill
    this.#brake.hold(drill)
    this.#tell()
  }

  async #make(order: RequestOf<'runs.fork'>, signal: AbortSignal): Promise<string> {
    const { runs, drillOf, told } = this.#options
    const path = newRunPath(await drillOf(order.run), new Date(), runs)
    this.#brake = new Brake()
    this.#brake.hold(this.#liveDrill)
    let forked: Forked = { doing: 'repeating', share: null }
    this.#tell = () => told({ run: order.run, ...forked, waits: this.#liveDrill })
    if (this.#liveDrill) this.#tell()
    try {
      const work = { runs, order, path, brake: this.#brake.shared }
      await forkRun(work, {
        signal,
        told: (now) => {
          forked = now
          this.#tell()
        },
      })
    } finally {
      this.#tell = () => undefined
    }
    return basename(path, RUN_EXTENSION)
  }
}
