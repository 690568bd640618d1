/**
 * Explores many seeds of a drill, one exploration at a time, and does with a seed what a person
 * asks: records it, or shrinks it. All of it runs on threads and goes on whatever the windows show.
 *
 * A live drill measures time, so nothing is explored or shrunk beside one: it waits as soon as each
 * thread has done the few seeds that it has in hand, and goes on by itself when the drill is over.
 * An exploration waits for a seed that is shrunk, too. Only recording one seed is not held up.
 */
import { existsSync } from 'node:fs'
import { basename } from 'node:path'
import { availableParallelism } from 'node:os'
import { refuse } from '../../ipc/envelope.ts'
import type { RequestOf, ResponseOf } from '../../ipc/contract.ts'
import type { Room } from '../../ipc/shapes/room.ts'
import { newRunPath, RUN_EXTENSION } from '../../library/home.ts'
import { VERSION } from '../../version.ts'
import { isLiveDrill } from '../live-drill.ts'
import type { ListeningPartOptions, Part } from '../part.ts'
import type { Preparations } from '../preparations.ts'
import { Pace } from '../room/pace.ts'
import { resolveDrill } from '../room/resolve-drill.ts'
import { commandUpToSeed } from './command.ts'
import { Exploration, SEEDS_MAX } from './exploration.ts'
import { recordSeed } from './record-seed.ts'
import { ShrinkSession } from './shrink-session.ts'

/** Of any two summaries: at most 20 a second. */
const SUMMARY_LEAST_MS = 50
const CLOSED = 'Faultline was closed'

export interface ExplorePartOptions extends ListeningPartOptions {
  readonly preparations: Preparations
}

export function createExplorePart(options: ExplorePartOptions): Part<'explore'> {
  const explorer = new Explorer(options)
  return {
    handlers: {
      'explore.start': (request) => explorer.start(request),
      'explore.state': () => explorer.state(),
      'explore.stop': () => explorer.stop(),
      'explore.record': ({ seed }) => explorer.record(seed),
      'explore.shrink': ({ seed }) => explorer.shrink(seed),
      'explore.stopShrinking': () => explorer.stopShrinking(),
    },
    close: () => explorer.close(),
  }
}

class Explorer {
  readonly #options: ExplorePartOptions
  readonly #deaf: () => void
  readonly #pace = new Pace({
    tell: () => this.#tell(),
    // Where nothing is new, nothing is told.
    usualMs: Infinity,
    leastMs: SUMMARY_LEAST_MS,
  })
  readonly #recorded = new Map<number, string>()
  #exploration: Exploration | null = null
  #shrinking: ShrinkSession | null = null
  #liveDrill = false
  #starting = false
  #recording: Promise<void> | null = null
  #closed = false
  #explorations = 0
  /** Results that every window has heard of. */
  #told = 0

  constructor(options: ExplorePartOptions) {
    this.#options = options
    this.#deaf = options.listen((name, event) => {
      if (name === 'room.changed') this.#heardOfRoom(event as Room)
    })
  }

  async start(request: RequestOf<'explore.start'>): Promise<ResponseOf<'explore.start'>> {
    const { places, publish } = this.#options
    const { drill, fromSeed, toSeed, workers = availableParallelism(), stopOnFailure } = request
    if (this.#starting || this.#exploration?.busy === true) throw refuse('an exploration goes on')
    if (this.#shrinking?.busy === true) throw refuse('a seed is being shrunk; stop that first')
    const problem = whyNotRange(fromSeed, toSeed)
    if (problem !== null) throw refuse(problem, 'bad-request')
    this.#starting = true
    try {
      const resolved = await resolveDrill({ ...request, byHand: false }, places)
      if (!resolved.ok) return resolved
      if (this.#closed) throw refuse(CLOSED)
      const order = {
        id: ++this.#explorations,
        origin: drill.origin,
        fromSeed,
        toSeed,
        workers,
        stopOnFailure,
        command: commandUpToSeed(request, places),
      }
      this.#shrinking = null
      this.#recorded.clear()
      this.#told = 0
      const news = (): void => this.#pace.news()
      const exploration = new Exploration({ order, ...resolved, news }, this.#liveDrill)
      this.#exploration = exploration
      publish('explore.changed', exploration.state(null))
      return { ok: true }
    } finally {
      this.#starting = false
    }
  }

  state(): ResponseOf<'explore.state'> {
    return this.#exploration?.state(this.#shrinking?.state() ?? null) ?? null
  }

  async stop(): Promise<ResponseOf<'explore.stop'>> {
    const exploration = this.#exploration
    if (exploration?.busy !== true) throw refuse('no exploration goes on')
    exploration.stop()
    await exploration.ended
    return {}
  }

  async record(seed: number): Promise<ResponseOf<'explore.record'>> {
    const { places, publish } = this.#options
    const { drill, source } = this.#explored(seed)
    const before = this.#recorded.get(seed)
    if (before !== undefined && existsSync(before)) return { run: nameOf(before) }
    if (this.#closed) throw refuse(CLOSED)
    if (this.#recording !== null) throw refuse('another seed is being recorded')
    const path = newRunPath(drill.name, new Date(), places.runs)
    const order = { drill, source, seed: String(seed), path, version: VERSION }
    this.#recording = recordSeed(order)
    try {
      await this.#recording
    } finally {
      this.#recording = null
      publish('runs.changed', {})
    }
    this.#recorded.set(seed, path)
    this.#options.preparations.begin(nameOf(path))
    return { run: nameOf(path) }
  }

  shrink(seed: number): ResponseOf<'explore.shrink'> {
    const exploration = this.#explored(seed)
    if (this.#shrinking?.busy === true) throw refuse('another seed is being shrunk')
    if (this.#starting) throw refuse('another exploration is just being started')
    const { places, publish } = this.#options
    const shrinking = new ShrinkSession({
      drill: exploration.drill,
      seed,
      workers: exploration.workers,
      drills: places.drills,
      news: () => this.#pace.news(),
    })
    this.#shrinking = shrinking
    shrinking.gate.hold('drill', this.#liveDrill)
    exploration.gate.hold('shrinking', true)
    void shrinking.ended.then(() => {
      exploration.gate.hold('shrinking', false)
      publish('drills.changed', {})
    })
    this.#pace.news()
    return {}
  }

  async stopShrinking(): Promise<ResponseOf<'explore.stopShrinking'>> {
    const shrinking = this.#shrinking
    if (shrinking?.busy !== true) throw refuse('no seed is being shrunk')
    shrinking.stop()
    await shrinking.ended
    return {}
  }

  async close(): Promise<void> {
    this.#deaf()
    this.#closed = true
    this.#exploration?.stop()
    this.#shrinking?.stop()
    await Promise.allSettled([
      this.#exploration?.ended,
      this.#shrinking?.ended,
      this.#recording ?? undefined,
    ])
    this.#pace.stop()
  }

  /** The exploration that has that seed; refuses where there is none. */
  #explored(seed: number): Exploration {
    const exploration = this.#exploration
    if (exploration?.hasExplored(seed) !== true) {
      throw refuse(`seed ${seed} was not explored yet`, 'not-found')
    }
    return exploration
  }

  #heardOfRoom(room: Room): void {
    this.#liveDrill = isLiveDrill(room)
    this.#exploration?.gate.hold('drill', this.#liveDrill)
    this.#shrinking?.gate.hold('drill', this.#liveDrill)
  }

  #tell(): void {
    const exploration = this.#exploration
    if (exploration === null) return
    const summary = exploration.summary(this.#told, this.#shrinking?.state() ?? null)
    this.#told += summary.results.rows.length
    this.#options.publish('explore.summary', summary)
  }
}

/** A sentence; null where it can be explored. */
function whyNotRange(fromSeed: number, toSeed: number): string | null {
  if (toSeed < fromSeed) return 'the last seed comes before the first'
  if (toSeed - fromSeed < SEEDS_MAX) return null
  return `at most ${SEEDS_MAX} seeds are explored at once; the command line takes more`
}

function nameOf(path: string): string {
  return basename(path, RUN_EXTENSION)
}
