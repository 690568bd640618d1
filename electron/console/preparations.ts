/**
 * The runs whose timeline and states are being made, each on a thread of its own, once they were
 * judged. A live drill measures time, so beside one they wait; only a run that somebody opens is
 * made ready at once. How far each is, is told to every window.
 */
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import type { Room } from '../ipc/shapes/room.ts'
import { RUN_EXTENSION } from '../library/home.ts'
import { Brake } from '../recorder/brake.ts'
import { prepareRun } from '../recorder/prepare-run.ts'
import { isLiveDrill } from './live-drill.ts'
import type { ListeningPartOptions } from './part.ts'

export interface PreparationsOptions extends ListeningPartOptions {
  /** Told why a run could not be made ready; what it lacks is made when it is opened. */
  readonly failed: (error: Error) => void
}

interface Preparation {
  readonly brake: Brake
  readonly stopping: AbortController
  share: number
  /** Somebody waits for it. */
  wanted: boolean
  ended: Promise<void>
}

export class Preparations {
  readonly #options: PreparationsOptions
  readonly #deaf: () => void
  readonly #running = new Map<string, Preparation>()
  /** The run in the room, once its verdict was heard. */
  #judged = ''
  #liveDrill = false
  #closed = false

  constructor(options: PreparationsOptions) {
    this.#options = options
    this.#deaf = options.listen((name, event) => {
      if (name === 'room.changed') this.#heardOfRoom(event as Room)
    })
  }

  /** Of a run of the library that was sealed and closed. */
  begin(run: string): void {
    if (this.#closed || this.#running.has(run)) return
    const preparation: Preparation = {
      brake: new Brake(),
      stopping: new AbortController(),
      share: 0,
      wanted: false,
      ended: Promise.resolve(),
    }
    this.#running.set(run, preparation)
    this.#holdOrNot(run, preparation)
    preparation.ended = this.#prepare(run, preparation)
  }

  /** Resolves when `run` is as ready as it will be; until then nothing holds it up. */
  async finish(run: string): Promise<void> {
    const preparation = this.#running.get(run)
    if (preparation === undefined) return
    preparation.wanted = true
    this.#holdOrNot(run, preparation)
    await preparation.ended
  }

  /** Resolves when nothing writes to `run` any more. */
  async stop(run: string): Promise<void> {
    const preparation = this.#running.get(run)
    preparation?.stopping.abort()
    await preparation?.ended
  }

  async close(): Promise<void> {
    this.#closed = true
    this.#deaf()
    await Promise.all([...this.#running.keys()].map((run) => this.stop(run)))
  }

  async #prepare(run: string, preparation: Preparation): Promise<void> {
    const { places, failed } = this.#options
    const { brake, stopping } = preparation
    const path = join(places.runs, `${run}${RUN_EXTENSION}`)
    const prepared = await prepareRun({
      path,
      signal: stopping.signal,
      brake,
      progress: (share) => {
        preparation.share = share
        this.#tell(run, preparation)
      },
    })
    this.#running.delete(run)
    this.#options.publish('runs.preparing', { run, share: null, waits: false })
    // Somebody may have removed it meanwhile.
    if (prepared.kind === 'failed' && existsSync(path)) {
      failed(new Error(`the timeline of ${run} cannot be prepared: ${prepared.message}`))
    }
  }

  #heardOfRoom(room: Room): void {
    const { run, standing } = room
    this.#liveDrill = isLiveDrill(room)
    for (const [name, preparation] of this.#running) this.#holdOrNot(name, preparation)
    if (standing.kind !== 'judged' || run === this.#judged) return
    this.#judged = run
    this.begin(run)
  }

  #holdOrNot(run: string, preparation: Preparation): void {
    const held = this.#liveDrill && !preparation.wanted
    if (held === preparation.brake.held) return
    preparation.brake.hold(held)
    this.#tell(run, preparation)
  }

  #tell(run: string, { share, brake }: Preparation): void {
    this.#options.publish('runs.preparing', { run, share, waits: brake.held })
  }
}
