/**
 * One failing seed on its way to a small drill, which is kept as an own drill under a free name.
 * The search runs on the threads of `../../explorer/`; it is held while a live drill runs.
 */
import type { Drill } from '../../../core/drills/drill.ts'
import { promiseName } from '../../../core/simulation/broken-promise.ts'
import type { Shrunk } from '../../../core/simulation/shrink.ts'
import { shrunkDrill } from '../../../core/simulation/shrunk-drill.ts'
import { shrunkStory } from '../../../core/simulation/shrunk-story.ts'
import { drillText } from '../../drill-files/drill-text.ts'
import { shrinkSeed, TRIALS_MAX } from '../../explorer/shrink-seed.ts'
import type { Shrinking, ShrinkStanding, ShrunkSize } from '../../ipc/shapes/explore.ts'
import { OwnDrills } from '../drills/own-drills.ts'
import { freeName } from './free-name.ts'
import { Gate } from './gate.ts'

const NOT_BROKEN = 'no check was broken, all was as expected, and the system recovered'
const STOPPED = 'it was stopped before it failed once more'

export interface ShrinkOptions {
  readonly drill: Drill
  readonly seed: number
  readonly workers: number
  /** The folder of the user's own drills. */
  readonly drills: string
  /** Something of it is different. */
  readonly news: () => void
}

export class ShrinkSession {
  readonly gate = new Gate<'drill'>(() => this.#options.news())
  /** Resolves when no thread of it is left. */
  readonly ended: Promise<void>
  readonly #options: ShrinkOptions
  readonly #stopping = new AbortController()
  #smallest: Shrunk | null = null
  #end: ShrinkStanding | null = null

  constructor(options: ShrinkOptions) {
    this.#options = options
    this.ended = this.#shrink()
  }

  get busy(): boolean {
    return this.#end === null
  }

  state(): Shrinking {
    const smallest = this.#smallest
    return {
      seed: this.#options.seed,
      trials: smallest?.trials ?? 0,
      trialsMax: TRIALS_MAX,
      size: smallest === null ? null : sizeOf(smallest),
      standing: this.#end ?? { kind: this.gate.shutFor === null ? 'shrinking' : 'waiting' },
    }
  }

  stop(): void {
    this.#stopping.abort()
  }

  async #shrink(): Promise<void> {
    const { drill, seed, workers, news } = this.#options
    const { signal } = this.#stopping
    // Whoever asked for it has its answer before there is news.
    await Promise.resolve()
    try {
      const shrunk = await shrinkSeed({
        drill,
        seed: String(seed),
        workers,
        signal,
        mayGoOn: () => this.gate.pass(signal),
        onStep: (smallest) => {
          this.#smallest = smallest
          news()
        },
      })
      this.#smallest = shrunk
      this.#end = shrunk === null ? nothing(signal) : await this.#keep(shrunk)
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error)
      this.#end = { kind: 'nothing', reason }
    }
    news()
  }

  async #keep(shrunk: Shrunk): Promise<ShrinkStanding> {
    const { drill, seed, drills } = this.#options
    const own = new OwnDrills(drills)
    const small = shrunkDrill(shrunk)
    const name = freeName(small.name, await own.names())
    const story = shrunkStory(shrunk, { drill: drill.name, seed: String(seed) })
    await own.write(name, drillText({ ...small, name }, story), false)
    const { promise, greenOnCorrect } = shrunk
    return {
      kind: 'shrunk',
      drill: name,
      broken: promiseName(promise),
      greenOnCorrect,
      stopped: this.#stopping.signal.aborted,
    }
  }
}

function nothing({ aborted }: AbortSignal): ShrinkStanding {
  return { kind: 'nothing', reason: aborted ? STOPPED : NOT_BROKEN }
}

function sizeOf({ drill, faults }: Shrunk): ShrunkSize {
  const { clients, durationMs } = drill.workload
  return { faults, nodes: drill.system.nodes, clients, durationMs }
}
