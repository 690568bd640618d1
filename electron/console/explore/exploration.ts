/**
 * One exploration, from its first seed until another takes its place. The seeds run on the threads
 * of `../../explorer/`; here is kept what became of each, in the order in which it came, and how it
 * stands. What it keeps is bounded by the number of seeds (`SEEDS_MAX`) and the length of a reason.
 */
import type { Drill } from '../../../core/drills/drill.ts'
import { exploreSeeds, type Tally } from '../../explorer/explore-seeds.ts'
import type { SeedOutcome } from '../../explorer/seed-outcome.ts'
import type {
  Exploration as Told,
  ExplorationNow,
  ExplorationStanding,
  ExplorationSummary,
  SeedResult,
  Shrinking,
} from '../../ipc/shapes/explore.ts'
import { sketchDrill } from '../drills/sketch-drill.ts'
import { Gate } from './gate.ts'
import { Stopwatch } from './stopwatch.ts'

/** As many as one looks at in a grid; the command line takes more. */
export const SEEDS_MAX = 10_000
/** Of a reason, characters: a summary is a sentence. */
const WHY_MAX = 300

export type ExplorationOrder = Pick<
  Told,
  'id' | 'origin' | 'fromSeed' | 'toSeed' | 'workers' | 'stopOnFailure' | 'command'
>

export interface ExplorationOptions {
  readonly order: ExplorationOrder
  readonly drill: Drill
  /** The text of the drill file, for a seed that is recorded. */
  readonly source: string
  /** Something of it is different. */
  readonly news: () => void
}

export class Exploration {
  readonly gate = new Gate<'drill' | 'shrinking'>(() => this.#moved())
  /** Resolves when no thread of it is left. */
  readonly ended: Promise<void>
  readonly #options: ExplorationOptions
  readonly #stopping = new AbortController()
  readonly #watch = new Stopwatch()
  readonly #results: SeedResult[] = []
  readonly #explored = new Set<number>()
  #tally: Tally = { seeds: 0, valid: 0, invalid: 0, unknown: 0, simulatedMs: 0 }
  /** Null while it goes on. */
  #end: ExplorationStanding | null = null

  /** `held`: a live drill runs already. */
  constructor(options: ExplorationOptions, held: boolean) {
    this.#options = options
    this.gate.hold('drill', held)
    this.#watch.run(!held)
    this.ended = this.#explore()
  }

  get drill(): Drill {
    return this.#options.drill
  }

  get source(): string {
    return this.#options.source
  }

  get workers(): number {
    return this.#options.order.workers
  }

  get id(): number {
    return this.#options.order.id
  }

  get busy(): boolean {
    return this.#end === null
  }

  hasExplored(seed: number): boolean {
    return this.#explored.has(seed)
  }

  stop(): void {
    this.#stopping.abort()
  }

  state(shrinking: Shrinking | null): Told {
    const { order, drill } = this.#options
    const now = this.#now(shrinking)
    return { ...order, drill: sketchDrill(drill), now, results: [...this.#results] }
  }

  /** With the results from the `first` on. */
  summary(first: number, shrinking: Shrinking | null): ExplorationSummary {
    const rows = this.#results.slice(first)
    return { id: this.id, now: this.#now(shrinking), results: { first, rows } }
  }

  #now(shrinking: Shrinking | null): ExplorationNow {
    const { seeds, valid, invalid, unknown, simulatedMs } = this.#tally
    const counts = { seeds, valid, invalid, unknown }
    return {
      standing: this.#standing(),
      ...counts,
      simulatedMs,
      exploredMs: this.#watch.ms,
      shrinking,
    }
  }

  #standing(): ExplorationStanding {
    if (this.#end !== null) return this.#end
    const waitsFor = this.gate.shutFor
    return waitsFor === null ? { kind: 'exploring' } : { kind: 'waiting', waitsFor }
  }

  async #explore(): Promise<void> {
    const { drill, order } = this.#options
    const { fromSeed, toSeed, workers, stopOnFailure } = order
    const { signal } = this.#stopping
    try {
      await exploreSeeds({
        drill,
        fromSeed,
        toSeed,
        workers,
        stopOnFailure,
        signal,
        mayGoOn: () => this.gate.pass(signal),
        onOutcome: (outcome, tally) => this.#heard(outcome, tally),
      })
      this.#end = { kind: signal.aborted ? 'stopped' : 'explored' }
    } catch (error) {
      const message = error instanceof Error ? error.message : String(error)
      this.#end = { kind: 'failed', message }
    }
    this.#watch.run(false)
    this.#options.news()
  }

  #heard({ seed, verdict, check, why }: SeedOutcome, tally: Tally): void {
    this.#tally = { ...tally }
    this.#explored.add(Number(seed))
    this.#results.push({ seed: Number(seed), verdict, check, why: why.slice(0, WHY_MAX) })
    this.#options.news()
  }

  #moved(): void {
    if (this.#end !== null) return
    this.#watch.run(this.gate.shutFor === null)
    this.#options.news()
  }
}
