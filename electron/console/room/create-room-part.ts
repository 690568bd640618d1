/**
 * The drill room: starts drills, one at a time, and hands on what a person asks of the one that
 * runs. It refuses in a sentence whatever is not possible at the moment; only HALT is never
 * refused.
 */
import { randomInt } from 'node:crypto'
import { refuseLive } from '../../conductor/live-limits.ts'
import type { RunningDrill } from '../../conductor/running-drill.ts'
import { readFault } from '../../drill-files/read-fault.ts'
import { refuse } from '../../ipc/envelope.ts'
import type { RequestOf, ResponseOf } from '../../ipc/contract.ts'
import { newRunPath } from '../../library/home.ts'
import type { Part, PartOptions } from '../part.ts'
import { resolveDrill } from './resolve-drill.ts'
import { RoomSession } from './room-session.ts'

const ABORTED = 'aborted by hand'
const CLOSED = 'Faultline was closed'

export function createRoomPart(options: PartOptions): Part<'room'> {
  const room = new DrillRoom(options)
  return {
    handlers: {
      'room.start': (request) => room.start(request),
      'room.state': () => room.session?.state() ?? null,
      'room.inject': (request) => room.inject(request),
      'room.undo': (request) => room.undo(request),
      'room.halt': () => room.halt(),
      'room.pause': ({ paused }) => {
        const { session, running } = room.live()
        session.pauseSchedule(running, paused)
        return {}
      },
      'room.abort': async () => {
        await room.abort()
        return {}
      },
      'room.predict': ({ prediction }) => {
        room.underWay().predict(prediction)
        return {}
      },
    },
    close: () => room.close(),
  }
}

class DrillRoom {
  readonly #options: PartOptions
  #session: RoomSession | null = null
  #starting = false
  #closed = false

  constructor(options: PartOptions) {
    this.#options = options
  }

  get session(): RoomSession | null {
    return this.#session
  }

  async start(request: RequestOf<'room.start'>): Promise<ResponseOf<'room.start'>> {
    const { places, publish } = this.#options
    this.#mustBeFree()
    this.#starting = true
    try {
      const resolved = await resolveDrill(request, places)
      if (!resolved.ok) return resolved
      if (this.#closed) throw refuse(CLOSED)
      const { drill, source } = resolved
      const refused = refuseLive(drill)
      if (refused !== null) throw refuse(refused, 'bad-request')
      this.#session = new RoomSession({
        drill,
        source,
        seed: request.seed ?? drill.seed ?? String(randomInt(1, 1_000_000)),
        path: newRunPath(drill.name, new Date(), places.runs),
        byHand: request.byHand,
        prediction: request.prediction ?? null,
        publish,
      })
      return { ok: true, run: this.#session.run }
    } finally {
      this.#starting = false
    }
  }

  async inject({ fault }: RequestOf<'room.inject'>): Promise<ResponseOf<'room.inject'>> {
    const { session, running } = this.live()
    const nodes = running.view().nodes.map(({ node }) => node)
    const read = readFault(fault, session.drill, nodes)
    if (!read.ok) throw refuse(read.problem, 'bad-request')
    const injected = await running.inject(read.choice)
    if (!injected.ok) throw refuse(injected.problem)
    return { fault: injected.fault }
  }

  async undo({ fault }: RequestOf<'room.undo'>): Promise<ResponseOf<'room.undo'>> {
    if (await this.live().running.undo(fault)) return {}
    throw refuse(`no fault ${fault} stands`, 'not-found')
  }

  /** Where nothing runs, nothing is broken: that is an answer too. */
  async halt(): Promise<ResponseOf<'room.halt'>> {
    return (await this.#session?.halt()) ?? { lifted: 0, resumed: 0, tookMs: 0 }
  }

  /** Also while it is judged: a search may take long. */
  async abort(): Promise<void> {
    if (!this.#session?.busy) throw refuse('no drill runs')
    await this.#session.abort(ABORTED)
  }

  /** The drill that is not over yet; refuses where there is none. */
  underWay(): RoomSession {
    const session = this.#session
    if (session?.busy !== true) throw refuse('no drill runs')
    if (session.standing.kind === 'judging') throw refuse('the drill is over and is being judged')
    return session
  }

  /** The drill under way, where it is there to be handled. */
  live(): { readonly session: RoomSession; readonly running: RunningDrill } {
    const session = this.underWay()
    const { running } = session
    if (running === null) throw refuse('the drill is only just starting; ask again in a moment')
    return { session, running }
  }

  async close(): Promise<void> {
    this.#closed = true
    if (this.#session?.busy) await this.#session.abort(CLOSED)
  }

  #mustBeFree(): void {
    if (this.#closed) throw refuse(CLOSED)
    if (this.#starting) throw refuse('another drill is just being started')
    if (!this.#session?.busy) return
    const { name } = this.#session.drill
    throw refuse(`the drill ${name} runs; abort it or wait for its verdict`)
  }
}
